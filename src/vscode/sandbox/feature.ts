/** The sandbox: the vendors' APIs on this machine, for trying everything without credentials. */
import type { Feature, SomeCommands } from '../feature.ts';

export const sandboxCommands = {
	'freehold.sandbox.try': async (freehold) => (await import('./trySandbox.ts')).trySandbox(freehold),
	'freehold.sandbox.start': async (freehold) => (await import('./startSandbox.ts')).startSandbox(freehold),
	'freehold.sandbox.stop': async (freehold) => (await freehold.sandbox()).stop(),
} satisfies SomeCommands;

export const sandboxFeature: Feature = {
	start: async (freehold) => {
		// A workspace that used it finds it where its freehold.yaml says.
		if (freehold.storage.ofWorkspace('sandboxPort') === undefined) return;
		await (await import('./startSandbox.ts')).startSandboxAgain(freehold);
	},
};
