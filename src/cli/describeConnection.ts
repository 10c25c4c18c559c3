/** Describes a new connection from the command line's options, or by asking on a terminal. */
import { alternatives } from '../core/project/problems.ts';
import { NAME_PATTERN } from '../core/project/projectShape.ts';
import { openAsker } from './ask.ts';
import type { Asker } from './ask.ts';
import type { CommandContext } from './context.ts';
import type { NewConnection } from './projectText.ts';
import { SANDBOX_NAMES } from './sandboxConnections.ts';

export const SOURCES = ['spark', 'realpad'] as const;
export const KEY_TYPES = ['idx', 'vow', 'bbo', 'private'] as const;
export const AUTHS = ['token', 'oauth2', 'openid', 'apiSig'] as const;

export interface Described {
	readonly source?: (typeof SOURCES)[number];
	readonly name?: string;
	readonly keyType?: (typeof KEY_TYPES)[number];
	readonly replication?: boolean;
	readonly auth?: (typeof AUTHS)[number];
	readonly multipleInquiries?: boolean;
}

export async function describeConnection(context: CommandContext, given: Described): Promise<NewConnection> {
	const isTold = Object.values(given).some((value) => value !== undefined);
	const asker = isTold || context.output.options.json ? undefined : openAsker(context);
	if (asker === undefined) return described(given);
	try {
		return await askConnection(asker);
	} finally {
		asker.close();
	}
}

function described(given: Described): NewConnection {
	const source = given.source ?? (given.multipleInquiries === undefined ? 'spark' : 'realpad');
	const name = given.name ?? SANDBOX_NAMES[source];
	if (source === 'realpad') return { source, name, multipleInquiries: given.multipleInquiries === true };
	const { keyType = 'idx', replication = false, auth = 'token' } = given;
	return { source, name, keyType, replication, auth };
}

async function askConnection(asker: Asker): Promise<NewConnection> {
	const source = await askChoice(asker, 'Where does the data come from?', SOURCES);
	const name = await asker.ask('Name of the connection', SANDBOX_NAMES[source], (answer) =>
		new RegExp(NAME_PATTERN).test(answer) ? undefined : 'Use a letter followed by letters, digits, - or _.',
	);
	if (source === 'realpad') {
		const multipleInquiries = await askFlag(asker, 'Was the developer moved to Multiple Inquiries?');
		return { source, name, multipleInquiries };
	}
	const keyType = await askChoice(asker, 'Data role of the Spark API key', KEY_TYPES);
	const replication = await askFlag(asker, 'Does the key have replication access?');
	const auth = await askChoice(asker, 'How does it sign in?', AUTHS);
	return { source, name, keyType, replication, auth };
}

async function askFlag(asker: Asker, question: string): Promise<boolean> {
	const answer = await asker.ask(`${question} (y/n)`, 'n', (text) =>
		/^(y|yes|n|no)$/i.test(text) ? undefined : 'Answer y or n.',
	);
	return /^y/i.test(answer);
}

async function askChoice<T extends string>(asker: Asker, question: string, values: readonly [T, ...T[]]): Promise<T> {
	const [first] = values;
	const problem = `Answer ${alternatives(values)}.`;
	const answer = await asker.ask(`${question} (${values.join(', ')})`, first, (text) =>
		values.some((value) => value === text) ? undefined : problem,
	);
	return values.find((value) => value === answer) ?? first;
}
