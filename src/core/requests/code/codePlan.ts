/** What a program has to do to make a request as its connection would: sign in, page, wait, lose nobody's update. */
import { FreeholdError } from '../../errors.ts';
import { reapitHosts } from '../../sources/reapit/reapitHosts.ts';
import { sparkHosts } from '../../sources/spark/sparkHosts.ts';
import { secretVariable } from '../../missingSecret.ts';
import type { Connection } from '../../project/project.ts';
import { headerOf } from '../plainRequest.ts';
import type { PlainRequest } from '../plainRequest.ts';
import { processVariablesIn } from './processVariable.ts';

/** Secrets are names of variables of the environment, never values. */
export type CodeSignIn =
	| { readonly kind: 'none' }
	/** A token that somebody was given. */
	| { readonly kind: 'token'; readonly token: string }
	/** OAuth 2 client credentials, the client in a Basic header. */
	| { readonly kind: 'client'; readonly url: string; readonly id: string; readonly secret: string }
	/**
	 * A refresh token, kept in a file, because the vendor gives another one with each use. `form` as OAuth 2 has it, `json`
	 * as Spark's older grant.
	 */
	| {
			readonly kind: 'refresh';
			readonly url: string;
			readonly id: string;
			readonly secret: string | undefined;
			readonly file: string;
			readonly body: 'form' | 'json';
	  }
	/** Realpad's two fields in the form. */
	| { readonly kind: 'form'; readonly login: string; readonly password: string };

export type CodePaging =
	| { readonly kind: 'none' }
	/** Pages by number until `totalPageCount`, rows in `_embedded`: Reapit. */
	| { readonly kind: 'number' }
	/** Follows `@odata.nextLink`, rows in `value`: RESO. */
	| { readonly kind: 'nextLink' }
	/** Pages by number until `D.Pagination.TotalPages`, rows in `D.Results`: Spark's native API. */
	| { readonly kind: 'pagination' };

export interface CodePlan {
	/** What the program is for, in one line. */
	readonly title: string;
	readonly method: string;
	/** Without its query. */
	readonly address: string;
	/** Decoded; without the parameters that paging sets. */
	readonly query: readonly (readonly [name: string, value: string])[];
	/** Without what signing in adds. */
	readonly headers: PlainRequest['headers'];
	readonly body: string | undefined;
	readonly signIn: CodeSignIn;
	readonly paging: CodePaging;
	/** Whether the record is read first, its ETag sent along, and both done again where somebody else was quicker. */
	readonly keepsUpdates: boolean;
}

/** Added by whoever sends. */
const OF_THE_ENGINE = /^(?:content-length|host)$/i;
const OF_THE_SIGN_IN = /^(?:authorization|cookie)$/i;

export interface CodeRequest {
	readonly title: string;
	readonly request: PlainRequest;
	readonly connection: Connection | undefined;
	/** Whether all pages are wanted, not only the one of the request. */
	readonly wantsAllPages: boolean;
}

/** @throws FreeholdError `usage` for a body that is no text: in a program it would be another one */
export function codePlan({ title, request, connection, wantsAllPages }: CodeRequest): CodePlan {
	const { method, url, headers, body } = request;
	const address = new URL(url);
	const paging = wantsAllPages && method === 'GET' ? pagingOf(address, connection) : ({ kind: 'none' } as const);
	const own = OWN_PARAMETERS[paging.kind];
	const keepsUpdates =
		connection?.source === 'reapit' && (method === 'PATCH' || method === 'DELETE' || method === 'PUT');
	return {
		title,
		method,
		address: address.origin + address.pathname,
		query: [...address.searchParams].filter(([name]) => !own.includes(name.toLowerCase())),
		headers: eachOnce(sentHeaders(headers, connection)).filter(([name]) => !(keepsUpdates && /^if-match$/i.test(name))),
		body: typeof body === 'string' || body === undefined ? body : textOf(body, title),
		signIn: signInOf(connection),
		paging,
		keepsUpdates,
	};
}

function textOf(body: Uint8Array, title: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `${title} was not copied as a program`,
			why: 'its body is a file that is no text',
			next: 'Copy it as curl, which names the file',
			cause,
		});
	}
}

/** A connection signs in by itself; without one, what the request says is all that there is. Realpad takes its login in a form, and says so where the form is not called one. */
function sentHeaders(headers: PlainRequest['headers'], connection: Connection | undefined): PlainRequest['headers'] {
	const sent = headers.filter(([name]) => !OF_THE_ENGINE.test(name));
	if (connection === undefined) return sent;
	const own = sent.filter(([name]) => !OF_THE_SIGN_IN.test(name));
	if (connection.source !== 'realpad') return own;
	const others = own.filter(([name]) => name.toLowerCase() !== 'content-type');
	return [...others, ['Content-Type', 'application/x-www-form-urlencoded']];
}

/** In most languages headers have one value each; several are joined as RFC 9110 §5.3 allows. */
function eachOnce(headers: PlainRequest['headers']): PlainRequest['headers'] {
	const names = [...new Map(headers.map(([name]) => [name.toLowerCase(), name])).values()];
	return names.map((name) => [name, headerOf({ headers }, name) ?? '']);
}

const OWN_PARAMETERS: Readonly<Record<CodePaging['kind'], readonly string[]>> = {
	...{ none: [], nextLink: [], number: ['pagenumber'], pagination: ['_page', '_pagination'] },
};

function pagingOf({ pathname }: URL, connection: Connection | undefined): CodePaging {
	if (connection?.source === 'reapit') return pathname.endsWith('}') ? { kind: 'none' } : { kind: 'number' };
	if (connection?.source === 'spark') return { kind: pathname.startsWith('/v1/') ? 'pagination' : 'nextLink' };
	return /\/odata\//i.test(pathname) ? { kind: 'nextLink' } : { kind: 'none' };
}

function signInOf(connection: Connection | undefined): CodeSignIn {
	if (connection === undefined) return { kind: 'none' };
	const variable = (field: string): string => secretVariable(connection.connection, field);
	switch (connection.source) {
		case 'realpad':
			return { kind: 'form', login: variable('login'), password: variable('password') };
		case 'reapit': {
			const url = `${reapitHosts(connection).identity}/token`;
			const id = variable('clientId');
			if (connection.auth === 'clientCredentials') return { kind: 'client', url, id, secret: variable('clientSecret') };
			return { kind: 'refresh', url, id, secret: undefined, file: variable('refreshTokenFile'), body: 'form' };
		}
		case 'spark': {
			if (connection.auth !== 'oauth2') return { kind: 'token', token: variable('token') };
			const [id, secret] = [variable('clientId'), variable('clientSecret')];
			const { grant: url } = sparkHosts(connection);
			return { kind: 'refresh', url, id, secret, file: variable('refreshTokenFile'), body: 'json' };
		}
	}
}

/** Names of the variables that the program reads, for whoever runs it. */
export function environmentOf({ signIn, address, query, headers, body = '' }: CodePlan): readonly string[] {
	const texts = [address, ...query.flat(), ...headers.flat(), body];
	return [...new Set([...signInVariables(signIn), ...processVariablesIn(texts)])];
}

function signInVariables(signIn: CodeSignIn): readonly string[] {
	switch (signIn.kind) {
		case 'none':
			return [];
		case 'token':
			return [signIn.token];
		case 'client':
			return [signIn.id, signIn.secret];
		case 'refresh':
			return [signIn.id, ...(signIn.secret === undefined ? [] : [signIn.secret]), signIn.file];
		case 'form':
			return [signIn.login, signIn.password];
	}
}
