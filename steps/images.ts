import { Given, Then, When } from '@cucumber/cucumber';
import { answeredImage } from '../support/cucumber/answer-image';
import { judgeExit, judgeHashes, publishedPort, requireTries, runImage } from '../support/cucumber/containers';
import { checkHeld, holdImages, requireImage } from '../support/cucumber/docker-hosts';
import { makeImage, readImageSource } from '../support/cucumber/image-build';
import { judgeBase, judgeSize, judgeSmaller } from '../support/cucumber/image-claims';
import { step } from '../support/cucumber/step';

type Within = number | undefined;

Given(
  '{machine} holds the images {imageNames}',
  step({
    hostsSuffice: true,
    says: "Images of a host's Docker from the start, as `docker run` names them; the host itself can pull none.",
    example: 'Given vm holds the images golang:1.15.0, alpine:3.12',
    check: (world, host: string, images: string) => checkHeld(world, host, images),
    run: (world, host: string, images: string) => holdImages(world, host, images),
  }),
);

When(
  '{machine} builds the image {word} from {string}',
  step({
    hostsSuffice: true,
    says: "Builds a folder's Dockerfile in a host's Docker, without network, cache and pull; a build that fails is a fail.",
    example: 'When vm builds the image ictsc2020:0.1 from "image/"',
    check: (world, host: string, image: string, folder: string) => {
      requireImage(world, host, image);
      return readImageSource(world.path(folder));
    },
    run: async (world, host: string, image: string, folder: string) =>
      makeImage(world, host, image, await readImageSource(world.path(folder))),
  }),
);

When(
  "{machine} builds the answer's image as {word}",
  step({
    hostsSuffice: true,
    says: 'The same with the image/ of the answer under test; one archive of a finished image is loaded instead.',
    example: "When vm builds the answer's image as ictsc2020:0.1",
    check: (world, host: string, image: string) => {
      requireImage(world, host, image);
      return answeredImage(world);
    },
    run: async (world, host: string, image: string) => makeImage(world, host, image, await answeredImage(world)),
  }),
);

When(
  '{machine} runs the image {word}',
  step({
    hostsSuffice: true,
    says: 'Starts a container in the background, with limits of memory and processes.',
    example: 'When vm runs the image ictsc2020:0.1',
    check: (world, host: string, image: string) => requireImage(world, host, image),
    run: (world, host: string, image: string) => runImage(world, host, image),
  }),
);

When(
  '{machine} runs the image {word} with port {int} to {int}',
  step({
    hostsSuffice: true,
    says: "The same, with a port of the host that leads to one of the container's.",
    example: 'When vm runs the image ictsc2020:0.1 with port 80 to 1323',
    check: (world, host: string, image: string, port: number, inside: number) => {
      requireImage(world, host, image);
      publishedPort(port, inside);
    },
    run: (world, host: string, image: string, port: number, inside: number) =>
      runImage(world, host, image, publishedPort(port, inside)),
  }),
);

Then(
  '{within}the container of {word} on {machine} exits with {int}',
  step({
    hostsSuffice: true,
    says: 'The container that a step started last of the image has ended by itself, or could not be started, with that status.',
    example: 'Then within 30s the container of ictsc2020:0.1 on vm exits with 1',
    check: (world, _within: Within, image: string, host: string, _status: number) => requireImage(world, host, image),
    run: (world, withinMs: Within, image: string, machine: string, status: number) =>
      judgeExit(world, { machine, image, status, withinMs }),
  }),
);

Then(
  '{within}the container of {word} on {machine} exits with {int} and says {string}',
  step({
    hostsSuffice: true,
    says: "The same, and the text is in its log, or in Docker's reason why it could not be started.",
    example: 'Then within 30s the container of ictsc2020:0.1 on vm exits with 1 and says "no such file or directory"',
    check: (world, _within: Within, image: string, host: string, _status: number, _says: string) =>
      requireImage(world, host, image),
    run: (world, withinMs: Within, image: string, machine: string, status: number, says: string) =>
      judgeExit(world, { machine, image, status, says, withinMs }),
  }),
);

Then(
  'the image {word} on {machine} answers the SHA-256 of what it is given, {int} time(s)',
  step({
    hostsSuffice: true,
    says: 'Each time other bytes on its standard input, of the judge’s making, without network; the first word printed is their digest.',
    example: 'Then the image ictsc-dit on vm answers the SHA-256 of what it is given, 5 times',
    check: (world, image: string, host: string, times: number) => {
      requireImage(world, host, image);
      requireTries(times);
    },
    run: (world, image: string, host: string, times: number) => judgeHashes(world, host, image, times),
  }),
);

Then(
  'the image {word} on {machine} is smaller than {int}MB',
  step({
    hostsSuffice: true,
    says: 'As `docker images` counts it; what it comes to is the measure image-size, in MB, for the scale of a rubric.',
    example: 'Then the image ictsc-dit on vm is smaller than 300MB',
    check: (world, image: string, host: string, _below: number) => requireImage(world, host, image),
    run: (world, image: string, host: string, below: number) => judgeSize(world, host, image, below),
  }),
);

Then(
  'the image {word} on {machine} is smaller than the image {word}',
  step({
    hostsSuffice: true,
    says: 'Measures it too, against another image of the same host.',
    example: 'Then the image ictsc-dit on vm is smaller than the image ictsc-dit:start',
    check: (world, image: string, host: string, other: string) => {
      requireImage(world, host, image);
      requireImage(world, host, other);
    },
    run: (world, image: string, host: string, other: string) => judgeSmaller(world, host, image, other),
  }),
);

Then(
  'the image {word} on {machine} is made on {word}',
  step({
    hostsSuffice: true,
    says: 'Its layers begin with those of the other image, whatever the Dockerfile says.',
    example: 'Then the image ictsc2020:0.1 on vm is made on alpine:3.12',
    check: (world, image: string, host: string, base: string) => {
      requireImage(world, host, image);
      requireImage(world, host, base);
    },
    run: (world, image: string, host: string, base: string) => judgeBase(world, host, image, base),
  }),
);
