/** Runs generated programs: with what is on the machine, or with Debian's packages, which are installed once. */
import { execFile, execFileSync } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CodeLanguageId } from '../../src/core/requests/code/printCode.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const newtonsoft = '/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll';
const jackson = ['core', 'databind', 'annotations'].map((part) => `/usr/share/java/jackson-${part}.jar`);
const python = '/usr/bin/python3';

/** Debian's packages, and what shows that they are there. */
const packages: readonly (readonly [name: string, isThere: () => boolean])[] = [
	['curl', () => existsSync('/usr/bin/curl')],
	['jq', () => existsSync('/usr/bin/jq')],
	['php-cli', () => existsSync('/usr/bin/php')],
	['php-curl', () => succeeds('/usr/bin/php', ['-r', 'exit(extension_loaded("curl") ? 0 : 1);'])],
	['python3-requests', () => succeeds(python, ['-c', 'import requests'])],
	['python3-httpx', () => succeeds(python, ['-c', 'import httpx'])],
	['default-jdk-headless', () => succeeds('java', ['-version']) && succeeds('javac', ['-version'])],
	['libjackson2-databind-java', () => jackson.every((jar) => existsSync(jar))],
	['mono-mcs', () => existsSync('/usr/bin/mcs')],
	['mono-runtime', () => existsSync('/usr/bin/mono')],
	['libmono-system-net-http4.0-cil', () => existsSync('/usr/lib/mono/gac/System.Net.Http')],
	['libnewtonsoft-json5.0-cil', () => existsSync(newtonsoft)],
];

/** @throws what apt-get throws where something is missing and cannot be installed */
export function installLanguageTools(): void {
	const missing = packages.filter(([, isThere]) => !isThere()).map(([name]) => name);
	if (missing.length === 0) return;
	console.error(`Installing Debian's ${missing.join(', ')} for tests (once) …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const options = { env, stdio: ['ignore', 'ignore', 'inherit'] satisfies StdioOptions };
	execFileSync('apt-get', ['update', '-qq'], options);
	execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
}

function succeeds(program: string, args: readonly string[]): boolean {
	try {
		execFileSync(program, args, { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

export interface ProgramRun {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** @param env  what the program reads; beyond it, it gets the machine's own */
export async function runProgram(
	language: CodeLanguageId,
	text: string,
	env: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
	const folder = await mkdtemp(join(tmpdir(), 'freehold-program-'));
	try {
		await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
		await writeFile(join(folder, 'package.json'), '{"type":"module"}');
		const file = join(folder, fileNames[language]);
		await writeFile(file, text);
		const [program, args] = await commandOf(language, file);
		const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 };
		return await run(program, [...args], options).then(
			({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
			(error: unknown) => {
				const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
				return { code, out: stdout, err: stderr };
			},
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const fileNames: Readonly<Record<CodeLanguageId, string>> = {
	...{ curl: 'main.sh', 'ts-fetch': 'main.ts', 'ts-undici': 'main.ts', 'python-httpx': 'main.py' },
	...{ 'python-requests': 'main.py', csharp: 'main.cs', php: 'main.php', java: 'Main.java' },
};

/** At the end of a program, one Mono in a hundred waits up to a minute for a thread of its own pool; told to exit, it does not. */
const monoEnder = `
static class Ender
{
    static void Main()
    {
        var flags = System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static;
        System.Environment.Exit((int)typeof(Program).GetMethod("Main", flags).Invoke(null, null));
    }
}
`;

async function commandOf(language: CodeLanguageId, file: string): Promise<readonly [string, readonly string[]]> {
	switch (language) {
		case 'curl':
			return ['bash', [file]];
		case 'ts-fetch':
		case 'ts-undici':
			return [process.execPath, [file]];
		case 'python-httpx':
		case 'python-requests':
			return [python, [file]];
		case 'php':
			return ['/usr/bin/php', [file]];
		case 'java':
			return ['java', ['-cp', jackson.join(':'), file]];
		case 'csharp': {
			const program = file.replace(/cs$/, 'exe');
			const libraries = ['System.Net.Http.dll', newtonsoft].map((library) => `-r:${library}`);
			const ender = join(file, '..', 'Ender.cs');
			await writeFile(ender, monoEnder);
			await run('mcs', ['-langversion:latest', '-main:Ender', ...libraries, `-out:${program}`, file, ender]);
			await symlink(newtonsoft, join(program, '..', 'Newtonsoft.Json.dll'));
			return ['mono', [program]];
		}
	}
}
