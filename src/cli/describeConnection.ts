/** Describes a new connection from the command line's options, or by asking on a terminal. */
import { InvalidArgumentError } from 'commander';
import { FreeholdError } from '../core/errors.ts';
import { alternatives } from '../core/project/problems.ts';
import { NAME_PATTERN } from '../core/project/projectShape.ts';
import { CUSTOMER_PATTERN } from '../core/project/reapitShape.ts';
import { sandboxCustomer } from '../core/sources/reapit/reapitSettings.ts';
import { openAsker } from './ask.ts';
import type { Asker } from './ask.ts';
import type { CommandContext } from './context.ts';
import type { NewConnection } from '../core/project/newConnection.ts';
import { SANDBOX_NAMES } from './sandboxConnections.ts';

export const SOURCES = ['spark', 'realpad', 'reapit'] as const;
export const KEY_TYPES = ['idx', 'vow', 'bbo', 'private'] as const;
const SPARK_AUTHS = ['token', 'oauth2', 'openid', 'apiSig'] as const;
const REAPIT_AUTHS = ['clientCredentials', 'authorizationCode'] as const;
export const AUTHS = [...SPARK_AUTHS, ...REAPIT_AUTHS] as const;

type Source = (typeof SOURCES)[number];

export interface Described {
	readonly source?: Source;
	readonly name?: string;
	readonly keyType?: (typeof KEY_TYPES)[number];
	readonly replication?: boolean;
	readonly auth?: (typeof AUTHS)[number];
	readonly multipleInquiries?: boolean;
	readonly customer?: readonly string[];
}

/** Options that only one source understands. */
const OWNERS: Readonly<Partial<Record<keyof Described, Source>>> = {
	keyType: 'spark',
	replication: 'spark',
	multipleInquiries: 'realpad',
	customer: 'reapit',
};

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
	const source = given.source ?? impliedSource(given);
	checkOptions(given, source);
	const name = given.name ?? SANDBOX_NAMES[source];
	switch (source) {
		case 'realpad':
			return { source, name, multipleInquiries: given.multipleInquiries === true };
		case 'reapit': {
			const auth = REAPIT_AUTHS.find((one) => one === given.auth) ?? 'clientCredentials';
			const fallback = auth === 'clientCredentials' ? [sandboxCustomer] : [];
			return { source, name, auth, customers: given.customer ?? fallback };
		}
		case 'spark': {
			const { keyType = 'idx', replication = false } = given;
			const auth = SPARK_AUTHS.find((one) => one === given.auth) ?? 'token';
			return { source, name, keyType, replication, auth };
		}
	}
}

function impliedSource(given: Described): Source {
	const owner = Object.entries(OWNERS).find(([option]) => given[option as keyof Described] !== undefined)?.[1];
	return owner ?? (REAPIT_AUTHS.some((one) => one === given.auth) ? 'reapit' : 'spark');
}

function checkOptions(given: Described, source: Source): void {
	for (const [option, owner] of Object.entries(OWNERS)) {
		if (given[option as keyof Described] !== undefined && owner !== source) throw unfit(flag(option), source, owner);
	}
	const auths: readonly string[] = source === 'spark' ? SPARK_AUTHS : source === 'reapit' ? REAPIT_AUTHS : [];
	const { auth, customer = [] } = given;
	if (auth !== undefined && !auths.includes(auth)) {
		throw unfit(`--auth ${auth}`, source, REAPIT_AUTHS.some((one) => one === auth) ? 'reapit' : 'spark');
	}
	if (auth === 'authorizationCode' && customer.length > 1) {
		throw new FreeholdError('usage', {
			what: 'Only one customer can sign in',
			why: 'with authorizationCode a user signs in, who belongs to one customer',
			next: 'Make a connection of each',
		});
	}
}

function flag(option: string): string {
	return `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function unfit(option: string, source: Source, owner: Source): FreeholdError {
	return new FreeholdError('usage', {
		what: `${option} does not fit --source ${source}`,
		why: `it belongs to ${owner}`,
		next: `Leave it out, or give --source ${owner}`,
	});
}

async function askConnection(asker: Asker): Promise<NewConnection> {
	const source = await askChoice(asker, 'Where does the data come from?', SOURCES);
	const name = await asker.ask('Name of the connection', SANDBOX_NAMES[source], (answer) =>
		new RegExp(NAME_PATTERN).test(answer) ? undefined : 'Use a letter followed by letters, digits, - or _.',
	);
	switch (source) {
		case 'realpad': {
			const multipleInquiries = await askFlag(asker, 'Was the developer moved to Multiple Inquiries?');
			return { source, name, multipleInquiries };
		}
		case 'reapit': {
			const auth = await askChoice(asker, 'How does it sign in?', REAPIT_AUTHS);
			if (auth === 'authorizationCode') return { source, name, auth, customers: [] };
			const customers = await asker.ask('Ids of the customers, with commas between', sandboxCustomer, (answer) =>
				customersIn(answer).every((one) => CUSTOMER.test(one)) ? undefined : 'Use ids such as SBOX.',
			);
			return { source, name, auth, customers: customersIn(customers) };
		}
		case 'spark': {
			const keyType = await askChoice(asker, 'Data role of the Spark API key', KEY_TYPES);
			const replication = await askFlag(asker, 'Does the key have replication access?');
			const auth = await askChoice(asker, 'How does it sign in?', SPARK_AUTHS);
			return { source, name, keyType, replication, auth };
		}
	}
}

/** For `--customer`: ids with commas between. */
export function customersArgument(text: string): readonly string[] {
	const customers = customersIn(text);
	if (customers.length > 0 && customers.every((one) => CUSTOMER.test(one))) return customers;
	throw new InvalidArgumentError('Use the id of a customer such as SBOX, or several with commas between.');
}

const CUSTOMER = new RegExp(CUSTOMER_PATTERN);

function customersIn(text: string): readonly string[] {
	return [
		...new Set(
			text
				.split(',')
				.map((one) => one.trim())
				.filter((one) => one !== ''),
		),
	];
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
