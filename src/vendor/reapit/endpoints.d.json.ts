import type { EndpointIndex } from './endpoints.ts';

declare const index: EndpointIndex;
export = index;
