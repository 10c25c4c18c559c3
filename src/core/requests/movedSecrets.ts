/** What becomes of a request file whose secrets go to a connection: variables of their names, and a directive that names it. */
import { secretVariable } from '../missingSecret.ts';
import type { TextChange } from '../project/language/connectionNames.ts';
import type { Connection } from '../project/project.ts';
import { secretFields } from '../project/secretFields.ts';
import { directiveWord } from './document/requestDocument.ts';
import type { RequestBlock } from './document/requestDocument.ts';
import { decodedValue } from './resolve/queryEncoding.ts';
import type { RequestSecret } from './requestSecrets.ts';

export interface MovedSecrets {
	/** To be kept, by the names under which the connection's source asks for them. */
	readonly fields: Readonly<Record<string, string>>;
	readonly changes: readonly TextChange[];
}

/** @param found  those that go to this connection */
export function movedSecrets(found: readonly RequestSecret[], connection: Connection): MovedSecrets {
	const fields: Record<string, string> = {};
	const moved = found.flatMap((secret) => {
		// A variable is filled in as it is: with the signs that are escaped here, it would break what it stands in.
		if (secret.kind === 'escaped') return [];
		const own = Object.entries(fieldsOf(secret, connection));
		// A connection keeps one value of a kind: another one stays where it is, and stays told of.
		if (own.some(([field, value]) => (fields[field] ?? value) !== value)) return [];
		for (const [field, value] of own) fields[field] = value;
		const variables = own.map(([field]) => `{{$env.${secretVariable(connection.connection, field)}}}`);
		return [{ secret, change: { range: secret.range, text: variables.join(':') } }];
	});
	const blocks = moved.map(({ secret }) => secret.block);
	return { fields, changes: [...directives(blocks, connection.connection), ...moved.map(({ change }) => change)] };
}

function fieldsOf({ kind, value, field }: RequestSecret, connection: Connection): Readonly<Record<string, string>> {
	const asked = secretFields(connection).map(({ name }) => name);
	const [first = 'login', second = 'password'] = asked;
	if (kind === 'basic') {
		const [name, password] = credentialsOf(value);
		return { [first]: name, [second]: password };
	}
	const plain = kind === 'parameter' ? decodedValue(value) : value;
	// A token that somebody copied is what a sign-in would have brought, unless the connection has one for good.
	const token = asked.includes('token') ? 'token' : 'accessToken';
	return { [field === undefined || field === 'token' ? token : field]: plain };
}

/** Base64 of name and password, or both as some tools take them: with a colon or a blank between. */
function credentialsOf(value: string): readonly [string, string] {
	const pair = /^(\S+?)(?::|\s+)(.+)$/.exec(value) ?? /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString());
	return [pair?.[1] ?? '', pair?.[2] ?? value];
}

/** Of each request once, unless it names a connection already. */
function directives(blocks: readonly RequestBlock[], name: string): readonly TextChange[] {
	return [...new Map(blocks.map((block) => [block.start, block])).values()]
		.filter((block) => directiveWord(block, 'connection') === undefined)
		.map(({ contentStart }) => ({ range: [contentStart, contentStart], text: `# @connection ${name}\n` }));
}
