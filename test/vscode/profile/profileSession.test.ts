/** An open profile that is read anew, or exported and cancelled: what it shows and gives is whole, and says so. */
import { expect, onTestFinished, test } from 'vitest';
import { TableServer } from '../../../src/core/tables/tableServer.ts';
import type { ToTable } from '../../../src/core/tables/tableMessages.ts';
import type { ProfileView } from '../../../src/protocol/profile.ts';
import type { RunTable } from '../../../src/vscode/grid/tableRunner.ts';
import { ProfileSession } from '../../../src/vscode/profile/profileSession.ts';
import { fileOf } from '../../core/tables/tableRig.ts';
import { english } from '../english.ts';

class SessionRig {
	readonly views: ProfileView[] = [];
	readonly asked: ToTable[] = [];
	readonly session: ProfileSession;
	#onView: () => void = () => undefined;

	constructor(content: string) {
		const file = fileOf('rows.csv', content);
		const means = {
			...{ l10n: english, run: this.#runHere },
			source: () => Promise.resolve({ kind: 'file' as const, file }),
		};
		const kept = {
			subject: { kind: 'file' as const, uri: 'file:///rows.csv' },
			arrangement: { orders: [], filters: [] },
		};
		this.session = new ProfileSession(means, kept, (view) => {
			this.views.push(view);
			this.#onView();
		});
		onTestFinished(() => this.session.dispose());
	}

	get last(): ProfileView | undefined {
		return this.views.at(-1);
	}

	/** When a view is shown that is as wanted. */
	async shown(isWanted: (view: ProfileView) => boolean): Promise<void> {
		await new Promise<void>((resolve) => {
			this.#onView = () => {
				if (this.last !== undefined && isWanted(this.last)) resolve();
			};
		});
		this.#onView = () => undefined;
	}

	/** When its first columns are shown, and nothing is under way. */
	async begun(): Promise<void> {
		const shown = this.shown(({ status, columns }) => status === '' && columns.length > 0);
		this.session.begin();
		await shown;
	}

	/** An export that is cancelled when a status is shown. */
	async cancelledAt(status: string): Promise<void> {
		const cancelling = new AbortController();
		void this.shown((view) => view.status.startsWith(status)).then(() => cancelling.abort());
		await expect(this.session.whole(cancelling.signal, () => undefined)).rejects.toThrow(/aborted/);
	}

	/** The same program, in this thread. */
	readonly #runHere: RunTable = (_, { onMessage }) => {
		const server = new TableServer((message) => onMessage(message));
		return {
			post: (message) => {
				this.asked.push(message);
				server.receive(message);
			},
			end: () => server[Symbol.asyncDispose](),
		};
	};
}

/** The last of its columns is a key, and one before has times. */
function wide(columns: number): string {
	const names = Array.from({ length: columns - 1 }, (_, nth) => (nth === 0 ? 'day' : `c${nth}`));
	const lines = [1, 2, 3].map((row) => [`2026-05-0${row}`, ...names.slice(1).map(() => 'x'), `k${row}`].join(','));
	return [[...names, 'id'].join(','), ...lines, ''].join('\n');
}

test('a profile that is read anew while its rows are being read shows no failure', async () => {
	const rig = new SessionRig(wide(3));
	const reading = rig.shown(({ status }) => status === 'Reading the rows…');
	rig.session.begin();
	await reading;
	await new Promise(setImmediate);
	expect(rig.asked.map(({ kind }) => kind)).toEqual(['open']);
	const done = rig.shown(({ status, columns }) => status === '' && columns.length > 0);
	rig.session.refresh();
	await done;
	expect(rig.views.filter(({ failure }) => failure !== undefined)).toEqual([]);
	expect(rig.last?.columns).toHaveLength(3);
});

const never = new AbortController().signal;

test('an export that is cancelled on its way through the columns leaves no status behind', async () => {
	const rig = new SessionRig(wide(130));
	await rig.begun();
	await rig.cancelledAt('Columns: 108 of 130');
	expect(rig.last).toMatchObject({ status: '', failure: undefined });
	expect(rig.last?.more).toMatch(/^Show 22 more/);
});

test.each(['Comparing keys…', 'Counting months…'])(
	'an export after one that was cancelled at "%s" is whole',
	async (status) => {
		const rig = new SessionRig(wide(120));
		await rig.begun();
		await rig.cancelledAt(status);
		const { columns, keys, coverage } = await rig.session.whole(never, () => undefined);
		expect(columns).toHaveLength(120);
		expect(keys.checked.map(({ column }) => column)).toEqual([119]);
		expect(coverage?.columns).toHaveLength(120);
	},
);

test('two exports at once have every column once', async () => {
	const rig = new SessionRig(wide(120));
	await rig.begun();
	const exports = await Promise.all([1, 2].map(() => rig.session.whole(never, () => undefined)));
	const all = Array.from({ length: 120 }, (_, nth) => nth);
	for (const { columns } of exports) expect(columns.map(({ profile }) => profile.column)).toEqual(all);
	const asked = rig.asked.flatMap((one) => (one.kind === 'ask' && one.name === 'profile' ? one.ask.columns : []));
	expect(asked).toEqual(all);
});
