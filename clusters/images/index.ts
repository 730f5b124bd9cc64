export { type ImageArchive, imageArchive } from './image';
export { containerdName, imageName } from './names';
export { ensureImageStore, type ImageStore, plantImageStore } from './store';
