/** What makes a scaffolded project run: package, compiler settings, README, ignored files. */
import type { ScaffoldFile, ScaffoldWish, VendorFiles } from './scaffold.ts';

export function packageFiles({ connection, types }: ScaffoldWish, vendor: VendorFiles): readonly ScaffoldFile[] {
	const { connection: name } = connection;
	return [
		{ path: 'package.json', text: packageText(name, vendor) },
		{ path: 'tsconfig.json', text: COMPILER },
		{ path: '.gitignore', text: 'node_modules/\ndata/\n.env\n' },
		{
			path: '.env.example',
			text: vendor.environment.map(([variable, meaning]) => `# ${meaning}\n${variable}=\n`).join(''),
		},
		{
			path: 'README.md',
			text: readme(
				name,
				types.map(({ dataset }) => dataset),
				vendor,
			),
		},
		{ path: 'src/environment.ts', text: ENVIRONMENT },
		{ path: 'src/store.ts', text: STORE },
	];
}

function packageText(name: string, { scripts, dependencies }: VendorFiles): string {
	const commands = Object.entries(scripts).map(([script, [command]]) => [script, command] as const);
	const content = {
		...{ name: `${name}-integration`, version: '0.1.0', private: true, type: 'module' },
		engines: { node: '>=22.18' },
		scripts: { ...Object.fromEntries(commands), test: 'node --test "test/*.test.ts"', check: 'tsc --noEmit' },
		...(dependencies === undefined ? {} : { dependencies }),
		devDependencies: { '@types/node': '^24.0.0', typescript: '^5.9.0' },
	};
	return `${JSON.stringify(content, null, '\t')}\n`;
}

/** As strict as it gets; Node runs the sources as they are. */
const COMPILER = `${JSON.stringify(
	{
		compilerOptions: {
			...{ target: 'ES2023', module: 'NodeNext', types: ['node'], strict: true, noUncheckedIndexedAccess: true },
			...{ allowImportingTsExtensions: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true, noEmit: true },
		},
		include: ['src', 'test'],
	},
	null,
	'\t',
)}\n`;

function readme(name: string, datasets: readonly string[], { scripts, environment, notes }: VendorFiles): string {
	const commands = Object.entries(scripts).map(([script, [, meaning]]) => `- \`npm run ${script}\`: ${meaning}`);
	const variables = environment.map(([variable, meaning]) => `- \`${variable}\`: ${meaning}`);
	return `# Integration with ${name}

A starter made by \`freehold scaffold ${name}\`. It syncs ${datasets.join(', ')} into \`data/store.sqlite\` and is yours from here on: nothing in it needs Freehold to run.

${commands.join('\n')}
- \`npm test\`: the tests; they need a server to ask, such as the sandbox (\`freehold sandbox\` prints its addresses and credentials)
- \`npm run check\`: the types

## Environment

Copy \`.env.example\` to \`.env\` (which git ignores) and fill it in, or set the variables yourself.

${variables.join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}
`;
}

const ENVIRONMENT = `/** Settings and secrets come from the environment; a file \`.env\` is read where there is one. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

if (existsSync('.env')) loadEnvFile('.env');

export function env(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(\`Set \${name} in the environment or in .env\`);
	return value;
}
`;

const STORE = `/** Records in SQLite: one table for all, by dataset and key, as JSON. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class Store {
	readonly #db: DatabaseSync;

	constructor(file: string) {
		if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
		this.#db = new DatabaseSync(file);
		this.#db.exec(\`
			CREATE TABLE IF NOT EXISTS records (
				dataset TEXT, key TEXT, record TEXT NOT NULL, PRIMARY KEY (dataset, key)
			) WITHOUT ROWID;
			CREATE TABLE IF NOT EXISTS cursors (dataset TEXT PRIMARY KEY, cursor TEXT NOT NULL) WITHOUT ROWID;
		\`);
	}

	/** A page and where to go on from it are written together, or not at all. */
	write(dataset: string, records: readonly (readonly [key: string, record: object])[], cursor?: string): void {
		this.#inTransaction(() => {
			const put = this.#db.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?)');
			for (const [key, record] of records) put.run(dataset, key, JSON.stringify(record));
			if (cursor !== undefined) this.#db.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?)').run(dataset, cursor);
		});
	}

	/** Removes what is not among the keys; call it only with the keys of a walk that came to its end. */
	keepOnly(dataset: string, keys: ReadonlySet<string>): number {
		const gone = this.keys(dataset).filter((key) => !keys.has(key));
		this.#inTransaction(() => {
			const remove = this.#db.prepare('DELETE FROM records WHERE dataset = ? AND key = ?');
			for (const key of gone) remove.run(dataset, key);
		});
		return gone.length;
	}

	delete(dataset: string, key: string): void {
		this.#db.prepare('DELETE FROM records WHERE dataset = ? AND key = ?').run(dataset, key);
	}

	get<T>(dataset: string, key: string): T | undefined {
		const row = this.#db.prepare('SELECT record FROM records WHERE dataset = ? AND key = ?').get(dataset, key);
		return row === undefined ? undefined : (JSON.parse(String(row.record)) as T);
	}

	keys(dataset: string): string[] {
		return this.#db.prepare('SELECT key FROM records WHERE dataset = ?').all(dataset).map(({ key }) => String(key));
	}

	cursor(dataset: string): string | undefined {
		const row = this.#db.prepare('SELECT cursor FROM cursors WHERE dataset = ?').get(dataset);
		return row === undefined ? undefined : String(row.cursor);
	}

	close(): void {
		this.#db.close();
	}

	#inTransaction(work: () => void): void {
		this.#db.exec('BEGIN IMMEDIATE');
		try {
			work();
			this.#db.exec('COMMIT');
		} catch (error) {
			this.#db.exec('ROLLBACK');
			throw error;
		}
	}
}
`;
