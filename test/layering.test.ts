/** The house's arrows: who may import whom. `docs/architecture.md` explains each. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** Room → rooms it may import. Files directly under `core/` are common ground for everyone. */
const allowed: Readonly<Record<string, readonly string[]>> = {
	core: [],
	/** What vendors publish, as data: the only thing that client and sandbox share. */
	vendor: [],
	'core/http': [],
	'core/formats': [],
	'core/filter': [],
	'core/sources': ['core/http', 'core/formats', 'core/filter', 'vendor'],
	/** SQL as text: no database, no editor. */
	'core/sqlText': ['core/filter'],
	'core/replica': ['core/filter', 'core/sources', 'core/sqlText'],
	'core/state': ['core/http'],
	'core/project': ['core/sources', 'core/filter'],
	'core/jobs': [
		'core/http',
		'core/formats',
		'core/filter',
		'core/sources',
		'core/replica',
		'core/state',
		'core/project',
	],
	'core/requests': [
		'core/http',
		'core/formats',
		'core/filter',
		'core/sources',
		'core/replica',
		'core/state',
		'core/project',
		'core/types',
		'vendor',
	],
	/** Types of records, for code. */
	'core/types': ['core/replica', 'core/sources', 'vendor'],
	/** What language models are given; who asks vendors for them is the face that hosts them. */
	'core/tools': [
		'core/project',
		'core/replica',
		'core/jobs',
		'core/filter',
		'core/sources',
		'core/sqlText',
		'core/tables',
	],
	/** What changes come to, in figures. */
	'core/changes': ['core/replica'],
	/** Tables of any origin, for those who look at them through windows. */
	'core/tables': ['core/formats', 'core/replica', 'core/filter', 'core/sqlText', 'core/sources'],
	/** The same lines on the terminal, in tasks and in documents of the editor. */
	'core/wording': [
		'core/filter',
		'core/project',
		'core/replica',
		'core/changes',
		'core/jobs',
		'core/sqlText',
		'core/tables',
		'core/requests',
	],
	sandbox: ['vendor'],
	protocol: [],
	webview: ['protocol'],
};
const faces = ['cli', 'vscode'];

function roomOf(path: string): string {
	const [floor, room, ...rest] = relative(src, path).split(sep);
	if (floor !== 'core') return floor!;
	return rest.length === 0 ? 'core' : `core/${room}`;
}

interface ImportFound {
	readonly from: string;
	readonly to: string;
	readonly file: string;
	readonly target: string;
}

function imports(): ImportFound[] {
	const found: ImportFound[] = [];
	for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !/\.(ts|tsx)$/.test(entry.name)) continue;
		const file = join(entry.parentPath, entry.name);
		for (const match of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
			const target = join(dirname(file), match[1]!);
			found.push({ from: roomOf(file), to: roomOf(target), file: relative(src, file), target });
		}
	}
	return found;
}

test('every import follows an arrow of the house', () => {
	const wrong = imports().filter(({ from, to, target, file }) => {
		if (from === to) return isForeignSource(file, relative(src, target));
		if (to === 'core') return from === 'sandbox' || from === 'webview' || from === 'protocol';
		if (faces.includes(from)) return faces.includes(to) || to === 'webview';
		// The replica knows the source contract (types), never a vendor.
		if (from === 'core/replica' && to === 'core/sources')
			return relative(src, target) !== join('core', 'sources', 'source.ts');
		return !(allowed[from] ?? []).includes(to);
	});
	expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
});

/** Within `core/sources`, one vendor's folder never imports another's. */
function isForeignSource(from: string, to: string): boolean {
	const vendor = (path: string): string | undefined => /^core\/sources\/([^/]+)\//.exec(path.split(sep).join('/'))?.[1];
	const [a, b] = [vendor(from), vendor(to)];
	return a !== undefined && b !== undefined && a !== b;
}

test('core never imports the editor', () => {
	for (const entry of readdirSync(join(src, 'core'), { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
		expect(readFileSync(join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toMatch(/from 'vscode'/);
	}
});
