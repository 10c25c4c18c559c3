import type { ModelIndex } from './models.ts';

declare const index: ModelIndex;
export = index;
