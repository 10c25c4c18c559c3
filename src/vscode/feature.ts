/** What a feature adds. Each lives in a folder of its own and says in its `feature.ts` what it brings. */
import type { CommandTable } from './doors/commands.ts';
import type { Freehold } from './freehold.ts';

/** Something that VS Code ends with the extension; its own `Disposable` is a class that this need not be. */
export interface Ending {
	dispose(): unknown;
}

export interface Feature {
	/**
	 * Registers views and providers. Called during activation: it reads and asks nothing, and providers load what they
	 * need by `import()` when they are first asked.
	 */
	readonly register?: (freehold: Freehold) => readonly Ending[];
	/** Work that begins by itself once the window is up (a schedule, runs to be taken up again). */
	readonly start?: (freehold: Freehold) => Promise<void>;
}

/** Commands of one feature, by id. `features.ts` proves to the compiler that all features together have them all. */
export type SomeCommands = Partial<CommandTable>;
