/** Which window runs the schedule of a project, when several have it open: the first that comes, until it goes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../core/project/project.ts';
import { Turn } from '../../core/state/turn.ts';

export class ScheduleTurns implements Disposable {
	readonly #held = new Map<string, Turn>();

	/** Takes the turn where nobody has it. */
	isOurs({ dataFolder }: Project): boolean {
		if (this.#held.has(dataFolder)) return true;
		// Where nothing was ever run, nothing is due.
		if (!existsSync(dataFolder)) return false;
		const turn = Turn.take(join(dataFolder, '.schedule'));
		if (turn !== undefined) this.#held.set(dataFolder, turn);
		return turn !== undefined;
	}

	[Symbol.dispose](): void {
		for (const turn of this.#held.values()) turn[Symbol.dispose]();
		this.#held.clear();
	}
}
