/**
 * Environments of request files: `http-client.env.json`, which is committed, and `http-client.private.env.json`, which is
 * not. JetBrains and httpYac read the same two.
 */
import { dirname, join, resolve } from 'node:path';
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { nearest } from '../../project/problems.ts';
import type { RequestFiles } from './requestFiles.ts';

export const ENVIRONMENT_FILE = 'http-client.env.json';
export const PRIVATE_ENVIRONMENT_FILE = 'http-client.private.env.json';

export interface EnvironmentValue {
	readonly text: string;
	/** From the private file: masked wherever a request is shown. */
	readonly isPrivate: boolean;
	/** Where it is written. */
	readonly file: string;
}

export interface Environment {
	/** `undefined` where none is chosen. */
	readonly name: string | undefined;
	readonly values: ReadonlyMap<string, EnvironmentValue>;
}

export const NO_ENVIRONMENT: Environment = { name: undefined, values: new Map() };

/** By name, in the order of the files. */
export type Environments = ReadonlyMap<string, Environment>;

/**
 * Those of the folder of a request file and of the folders above it, up to the project's. The nearest file says last,
 * and private ones say after all others.
 *
 * @throws FreeholdError `configuration` where a file is not JSON, or not environments
 */
export async function loadEnvironments(
	folder: string,
	root: string | undefined,
	files: RequestFiles,
): Promise<Environments> {
	const folders = foldersBetween(folder, root);
	const found = new Map<string, Map<string, EnvironmentValue>>();
	for (const name of [ENVIRONMENT_FILE, PRIVATE_ENVIRONMENT_FILE]) {
		for (const one of folders) {
			const file = join(one, name);
			const bytes = await files.read(file);
			if (bytes === undefined) continue;
			const isPrivate = name === PRIVATE_ENVIRONMENT_FILE;
			for (const [environment, values] of readEnvironments(new TextDecoder().decode(bytes), file)) {
				const known = found.get(environment) ?? new Map<string, EnvironmentValue>();
				for (const [variable, text] of values) known.set(variable, { text, isPrivate, file });
				found.set(environment, known);
			}
		}
	}
	return new Map([...found].map(([name, values]) => [name, { name, values }]));
}

/** @throws FreeholdError `usage` where there is none of that name */
export function environmentNamed(environments: Environments, name: string | undefined): Environment {
	if (name === undefined) return NO_ENVIRONMENT;
	const found = environments.get(name);
	if (found !== undefined) return found;
	const names = [...environments.keys()];
	const near = nearest(name, names);
	throw new FreeholdError('usage', {
		what: `There is no environment '${name}'`,
		why: names.length === 0 ? `no ${ENVIRONMENT_FILE} was found` : `${ENVIRONMENT_FILE} has ${names.join(', ')}`,
		next: near === undefined ? `Add it to ${ENVIRONMENT_FILE}` : `Did you mean ${near}?`,
	});
}

/** From the outermost to the innermost; the request file's own folder alone where it is not within the root. */
function foldersBetween(folder: string, root: string | undefined): readonly string[] {
	const innermost = resolve(folder);
	const folders: string[] = [];
	for (let one = innermost; ; one = dirname(one)) {
		folders.unshift(one);
		if (root !== undefined && one === resolve(root)) return folders;
		if (dirname(one) === one) return [innermost];
	}
}

/** Name of the environment → name of the variable → value. */
export function readEnvironments(text: string, file: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
	const document = parsed(text, file);
	if (!isJsonObject(document)) throw unreadable(file, 'it holds no object with an environment for each name');
	return new Map(
		Object.entries(document).map(([name, values]) => {
			if (!isJsonObject(values)) throw unreadable(file, `'${name}' is no object of variables`);
			// JetBrains keeps settings of its own here (`Security`, `SSLConfiguration`): objects are no values.
			const texts = Object.entries(values).flatMap(([variable, value]) =>
				typeof value === 'object' ? [] : [[variable, String(value)] as const],
			);
			return [name, new Map(texts)] as const;
		}),
	);
}

function parsed(text: string, file: string): Json {
	try {
		return JSON.parse(text.replace(/^\ufeff/, '')) as Json;
	} catch (cause) {
		throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
	}
}

function unreadable(file: string, why: string, cause?: unknown): FreeholdError {
	return new FreeholdError('configuration', {
		what: `The environments in ${file} cannot be read`,
		why,
		next: 'Write it as { "sandbox": { "base": "https://…" } }',
		cause,
	});
}
