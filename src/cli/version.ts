/** Freehold's own version, from the package it is part of. */
import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;
