/** A starter for Realpad Takeout: exports within their cool-downs, read as rows, compared with the last time. */
import type { RealpadConnection } from '../../project/project.ts';
import { realpadOrigin } from '../../sources/realpad/realpadSettings.ts';
import { httpText } from './httpText.ts';
import { typeImports } from './scaffold.ts';
import type { ScaffoldType, VendorFiles } from './scaffold.ts';

export function realpadFiles(
	connection: RealpadConnection,
	types: readonly ScaffoldType[],
	variable: (field: string) => string,
): VendorFiles {
	const names = { login: variable('login'), password: variable('password'), base: variable('baseUrl') };
	return {
		files: [
			{ path: 'src/http.ts', text: httpText(2, false) },
			{ path: 'src/client.ts', text: clientText(types) },
			{ path: 'src/connect.ts', text: connectText(names, connection.baseUrl ?? realpadOrigin) },
			{ path: 'src/sync.ts', text: syncText(types) },
			{ path: 'test/sync.test.ts', text: TEST },
		],
		environment: [
			[names.login, 'The login of Takeout'],
			[names.password, 'Its password'],
			[names.base, `Origin of the vendor (default ${connection.baseUrl ?? realpadOrigin})`],
		],
		scripts: { sync: ['node src/sync.ts', 'takes every export and removes what is no longer in it'] },
		notes: [
			'Each export is allowed every five minutes per login; the client waits for it where the vendor says so.',
			'Wrong credentials are never tried twice: Realpad bans a login that is refused again and again.',
			'Rows are what the Excel file holds: its headers are the vendor’s stable ids.',
		],
		dependencies: { '@e965/xlsx': '^0.20.3' },
	};
}

function clientText(types: readonly ScaffoldType[]): string {
	return `/** Takeout's exports as rows. */
import { read, utils } from '@e965/xlsx';
${typeImports(types, './types')}import { Http, HttpError } from './http.ts';

/** Exports, and what their rows look like. */
export interface Exports {
${types.map(({ dataset, name }) => `\t${JSON.stringify(dataset)}: ${name};`).join('\n')}
}
export type ExportName = keyof Exports;

/** Addresses of the exports, below \`/ws/v10/\`. */
const PATHS: Readonly<Record<ExportName, string>> = {
${types.map(({ dataset }) => `\t${JSON.stringify(dataset)}: ${JSON.stringify(`list-excel-${dataset}`)},`).join('\n')}
};

export class Client {
	readonly #base: string;
	readonly #http: Http;
	readonly #login: string;
	readonly #password: string;
	#isRefused = false;

	constructor(baseUrl: string, login: string, password: string) {
		this.#base = baseUrl.replace(/\\/$/, '');
		this.#http = new Http(baseUrl, async () => ({}));
		this.#login = login;
		this.#password = password;
	}

	/** All rows of an export. Waits for its cool-down. */
	async rows<Name extends ExportName>(name: Name): Promise<readonly Partial<Exports[Name]>[]> {
		const bytes = await this.#post(PATHS[name], [['xlsx', '1'], ['headermode', 'ids']]);
		const workbook = read(bytes, { dense: true });
		const [first = ''] = workbook.SheetNames;
		const sheet = workbook.Sheets[first];
		return sheet === undefined ? [] : utils.sheet_to_json<Partial<Exports[Name]>>(sheet, { defval: null, raw: true });
	}

	async #post(path: string, fields: readonly [string, string][]): Promise<Buffer> {
		if (this.#isRefused) throw new Error('The login was refused before; it is not tried again');
		const form = new URLSearchParams([['login', this.#login], ['password', this.#password], ...fields]);
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		try {
			const answer = await this.#http.send(\`\${this.#base}/ws/v10/\${path}\`, { method: 'POST', headers, body: form.toString() });
			return Buffer.from(await answer.arrayBuffer());
		} catch (error) {
			this.#isRefused = error instanceof HttpError && error.status === 401;
			throw error;
		}
	}
}
`;
}

function connectText(
	names: { readonly login: string; readonly password: string; readonly base: string },
	origin: string,
): string {
	return `/** The client, with what the environment says. */
import { Client } from './client.ts';
import { env } from './environment.ts';

export function connect(): Client {
	return new Client(process.env.${names.base} ?? ${JSON.stringify(origin)}, env(${JSON.stringify(names.login)}), env(${JSON.stringify(names.password)}));
}
`;
}

function syncText(types: readonly ScaffoldType[]): string {
	return `/** Keeps the store equal to the exports: each is a snapshot, so what is not in it is gone. */
import { fileURLToPath } from 'node:url';
import type { Client, ExportName } from './client.ts';
import { connect } from './connect.ts';
import { Store } from './store.ts';

/** Exports, and the columns that make the key of a row. */
export const EXPORTS: Readonly<Record<ExportName, readonly string[]>> = {
${types.map(({ dataset, key }) => `\t${JSON.stringify(dataset)}: ${JSON.stringify(key)},`).join('\n')}
};

export interface Synced {
	readonly name: ExportName;
	readonly read: number;
	readonly gone: number;
}

export async function sync(client: Client, store: Store): Promise<readonly Synced[]> {
	const results: Synced[] = [];
	for (const name of Object.keys(EXPORTS) as ExportName[]) {
		const rows = await client.rows(name);
		const records = rows.map((row): [string, object] => [keyOf(name, row), row]);
		store.write(name, records);
		const gone = store.keepOnly(name, new Set(records.map(([key]) => key)));
		results.push({ name, read: rows.length, gone });
	}
	return results;
}

function keyOf(name: ExportName, row: object): string {
	return JSON.stringify(EXPORTS[name].map((column) => (row as Record<string, unknown>)[column] ?? null));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const store = new Store('data/store.sqlite');
	for (const { name, read, gone } of await sync(connect(), store)) console.log(\`\${name}: \${read} read, \${gone} gone\`);
	store.close();
}
`;
}

const TEST = `/** The sync against a real server: the sandbox, or whatever the environment names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/connect.ts';
import { Store } from '../src/store.ts';
import { EXPORTS, sync } from '../src/sync.ts';

test('takes every export, and removes what is gone', async () => {
	const store = new Store(':memory:');
	const [first] = Object.keys(EXPORTS);
	store.write(String(first), [['gone-long-ago', {}]]);
	for (const { name, read, gone } of await sync(connect(), store)) {
		assert.ok(read > 0);
		assert.equal(store.keys(name).length, read);
		assert.equal(gone, name === first ? 1 : 0);
	}
	store.close();
});
`;
