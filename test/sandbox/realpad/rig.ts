/** A Realpad sandbox for one test file, small and with a frozen clock, and a client that is only `fetch`. */
import { read, utils } from '@e965/xlsx';
import type { RealpadSandboxOptions } from '../../../src/sandbox/realpad/options.ts';
import type { RealpadSandbox } from '../../../src/sandbox/realpad/realpadSandbox.ts';
import { SandboxClock } from '../../../src/sandbox/clock.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

export interface Rig extends AsyncDisposable {
	readonly sandbox: Sandbox;
	readonly realpad: RealpadSandbox;
	/** Calls an endpoint as a user; `form` may replace login and password. */
	readonly call: (endpoint: string, form?: Readonly<Record<string, string>>, login?: string) => Promise<Response>;
}

export async function openRig(
	realpad: RealpadSandboxOptions = {},
	traits: { scale?: number; seed?: number } = {},
): Promise<Rig> {
	const sandbox = await startSandbox({
		scale: 0.1,
		control: true,
		clock: new SandboxClock({ isFrozen: true }),
		realpad: { files: 40, ...realpad },
		...traits,
	});
	return {
		sandbox,
		realpad: sandbox.realpad,
		call: (endpoint, form = {}, login = 'takeout') =>
			fetch(`${sandbox.realpad.origin}/ws/v10/${endpoint}`, {
				method: 'POST',
				body: new URLSearchParams({ login, password: `sandbox-${login}`, ...form }),
			}),
		[Symbol.asyncDispose]: () => sandbox.close(),
	};
}

/** Cells of the only sheet as SheetJS reads them, empty rows included. */
export async function cellsOf(response: Response): Promise<unknown[][]> {
	const book = read(Buffer.from(await response.arrayBuffer()));
	return utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, {
		header: 1,
		raw: true,
		defval: null,
		blankrows: true,
	});
}

/** What each export needs besides its credentials. */
export function needed(realpad: RealpadSandbox, endpoint: string): Record<string, string> {
	if (endpoint === 'list-excel-project-units-history')
		return { projectid: String(realpad.table('list-excel-projects').rows[1]!.project_id) };
	if (endpoint === 'list-excel-unit-history')
		return { unitid: String(realpad.table('list-excel-products').rows[1]!.unit_id) };
	return {};
}
