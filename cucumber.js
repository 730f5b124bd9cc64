/**
 * What Cucumber loads, for `endstate run` and for editors and `npx cucumber-js` alike. Unknown keys are ignored in
 * silence by Cucumber, so the type holds them. Unit tests stand beside the sources: the globs leave them out.
 * @type {Partial<import('@cucumber/cucumber').IConfiguration>}
 */
const configuration = {
  requireModule: ['./bin/register.js'],
  require: ['support/cucumber/load.ts', 'steps/!(*.test).ts'],
  paths: ['features/**/*.feature'],
  retry: 0,
};

module.exports = { default: configuration };
