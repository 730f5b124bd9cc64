import { setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber';
import './hooks';
import './parameter-types';
import { World } from './world';

setWorldConstructor(World);

// Every wait names a deadline of its own; Cucumber's would fire first and say nothing about what was awaited.
setDefaultTimeout(-1);
