// TypeScript sources run as they are: swc takes the types away, `npm run check` judges them.
// The project is named here because a command may be started from any folder.
require('ts-node').register({ projectSearchDir: __dirname, swc: true });
