import { Given } from '@cucumber/cucumber';
import { holdImage, readHeldImage } from '../support/cucumber/registries';
import { step } from '../support/cucumber/step';

Given(
  'the registry {machine} holds the image {word} that runs {string} on {word}',
  step({
    says: 'Pushes an image to a registry of the lab by HTTP: a shell script that runs on another image. Nodes have to pull it.',
    example:
      'Given the registry registry holds the image registry.example/app:latest that runs "app.sh" on busybox:1.36',
    check: (world, machine: string, image: string, script: string, base: string) =>
      readHeldImage(world, machine, image, script, base),
    run: (world, machine: string, image: string, script: string, base: string) =>
      holdImage(world, readHeldImage(world, machine, image, script, base)),
  }),
);
