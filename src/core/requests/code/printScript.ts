/** A request as a program in JavaScript or TypeScript, on the platform's `fetch` or on undici. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, lines, pieces, quoted } from './codeText.ts';
import { writtenText } from './processVariable.ts';

/** @param engine  whose `fetch` it is */
export function printScript(plan: CodePlan, engine: 'fetch' | 'undici'): string {
	const { signIn } = plan;
	return pieces(
		headOf(plan, engine),
		constantsOf(plan),
		environment,
		tokenOf(signIn),
		sendOf(signIn),
		plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan),
	);
}

function headOf(plan: CodePlan, engine: 'fetch' | 'undici'): string {
	const needed = environmentOf(plan);
	return [
		`// ${commentText(plan.title)}`,
		...(needed.length === 0 ? [] : [`// Reads ${needed.join(', ')} from the environment.`]),
		...(plan.signIn.kind === 'refresh' ? ["import { readFileSync, renameSync, writeFileSync } from 'node:fs';"] : []),
		"import { setTimeout as sleep } from 'node:timers/promises';",
		...(engine === 'undici' ? ["import { fetch } from 'undici';"] : []),
	].join('\n');
}

function written(text: string): string {
	return writtenText(text, { literal: quoted, variable: (name) => `env(${quoted(name)})`, joint: ' + ' }) ?? quoted('');
}

function constantsOf({ address, query, headers, body, signIn }: CodePlan): string {
	const pairs = query.map(([name, value]) => `[${written(name)}, ${written(value)}],`);
	const heads = headers.map(([name, value]) => `${quoted(name)}: ${written(value)},`);
	const form = signIn.kind === 'form' ? bodyWithLogin(body, signIn) : body === undefined ? undefined : written(body);
	return [
		`const address = ${written(address)};`,
		// A parameter may be repeated, so it is a list of pairs.
		`const query: [string, string][] = [${pairs.length === 0 ? '' : `\n${lines(pairs, '\t')}\n`}];`,
		`const headers: Record<string, string> = {${heads.length === 0 ? '' : `\n${lines(heads, '\t')}\n`}};`,
		...(form === undefined ? [] : [`const body = ${form};`]),
	].join('\n');
}

function bodyWithLogin(body: string | undefined, signIn: Extract<CodeSignIn, { readonly kind: 'form' }>): string {
	const given = [...new URLSearchParams(body ?? '')].map(([name, value]) => `[${written(name)}, ${written(value)}],`);
	const own = [`['login', env(${quoted(signIn.login)})],`, `['password', env(${quoted(signIn.password)})],`];
	return `new URLSearchParams([\n${lines([...own, ...given], '\t')}\n]).toString()`;
}

const environment = `
function env(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(\`Set \${name} in the environment\`);
	return value;
}`;

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `
async function accessToken(): Promise<string> {
	return env(${quoted(signIn.token)});
}`;
		case 'client':
			return `${held}
async function requestToken(): Promise<TokenAnswer> {
	const client = Buffer.from(\`\${env(${quoted(signIn.id)})}:\${env(${quoted(signIn.secret)})}\`).toString('base64');
	const answer = await fetch(${quoted(signIn.url)}, {
		method: 'POST',
		headers: { authorization: \`Basic \${client}\` },
		body: new URLSearchParams({ client_id: env(${quoted(signIn.id)}), grant_type: 'client_credentials' }),
	});
	if (!answer.ok) throw new Error(\`Signing in failed with status \${answer.status}\`);
	return (await answer.json()) as TokenAnswer;
}`;
		case 'refresh':
			return `${held}
async function requestToken(): Promise<TokenAnswer> {
	const file = env(${quoted(signIn.file)});
	const fields = {
		grant_type: 'refresh_token',
		client_id: env(${quoted(signIn.id)}),${signIn.secret === undefined ? '' : `\n\t\tclient_secret: env(${quoted(signIn.secret)}),`}
		refresh_token: readFileSync(file, 'utf8').trim(),
	};
	const answer = await fetch(${quoted(signIn.url)}, {
		method: 'POST',${signIn.body === 'json' ? "\n\t\theaders: { 'content-type': 'application/json' },\n\t\tbody: JSON.stringify(fields)," : '\n\t\tbody: new URLSearchParams(fields),'}
	});
	if (!answer.ok) throw new Error(\`Signing in failed with status \${answer.status}\`);
	const tokens = (await answer.json()) as TokenAnswer;
	if (tokens.refresh_token) {
		// A refresh token works once: the new one is kept before anything else happens.
		writeFileSync(\`\${file}.new\`, tokens.refresh_token, { mode: 0o600 });
		renameSync(\`\${file}.new\`, file);
	}
	return tokens;
}`;
	}
}

const held = `
interface TokenAnswer {
	access_token: string;
	expires_in?: number;
	refresh_token?: string;
}

let token: { value: string; until: number } | undefined;

async function accessToken(): Promise<string> {
	if (token === undefined || Date.now() > token.until) {
		const { access_token: value, expires_in: seconds = 3600 } = await requestToken();
		token = { value, until: Date.now() + (seconds - 60) * 1000 };
	}
	return token.value;
}
`;

function sendOf({ kind }: CodeSignIn): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
/** Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}. */
async function send(url: string, init: { method: string; headers: Record<string, string>; body?: string }) {
	for (let attempt = 1; ; attempt++) {
		const answer = await fetch(url, {
			...init,
			redirect: 'error',${signs ? '\n\t\t\theaders: { ...init.headers, authorization: `Bearer ${await accessToken()}` },' : ''}
		});
		if (answer.status === 429 && attempt < 8) {
			await sleep(waitMs(answer.headers.get('retry-after'), attempt));
			continue;
		}${
			renews
				? `
		if (answer.status === 401 && attempt === 1) {
			token = undefined;
			continue;
		}`
				: ''
		}
		return answer;
	}
}

/** Retry-After is seconds or a date; without it, each wait is twice the last one. */
function waitMs(header: string | null, attempt: number): number {
	if (header === null) return 1000 * 2 ** (attempt - 1);
	const seconds = Number(header);
	return Math.max(0, Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000);
}`;
}

function onceOf({ method, body, signIn }: CodePlan): string {
	const hasBody = body !== undefined || signIn.kind === 'form';
	return `
const search = new URLSearchParams(query).toString();
const answer = await send(search === '' ? address : \`\${address}?\${search}\`, { method: ${quoted(method)}, headers${hasBody ? ', body' : ''} });
if (!answer.ok) throw new Error(\`Status \${answer.status}: \${await answer.text()}\`);
process.stdout.write(Buffer.from(await answer.arrayBuffer()));`;
}

function updateOf({ method, body }: CodePlan): string {
	return `
// Reads the record, sends its ETag along, and does both again where somebody else was quicker.
for (let attempt = 1; ; attempt++) {
	const current = await send(address, { method: 'GET', headers });
	if (!current.ok) throw new Error(\`Status \${current.status}: \${await current.text()}\`);
	const { _eTag } = (await current.json()) as { _eTag?: string };
	const etag = _eTag ?? current.headers.get('etag') ?? '';
	const answer = await send(address, { method: ${quoted(method)}, headers: { ...headers, 'if-match': etag }${body === undefined ? '' : ', body'} });
	if (answer.status === 412 && attempt < 5) continue;
	if (!answer.ok) throw new Error(\`Status \${answer.status}: \${await answer.text()}\`);
	process.stdout.write(\`\${JSON.stringify({ status: answer.status })}\\n\`);
	break;
}`;
}

function pagesOf({ paging }: CodePlan): string {
	const read = `
async function page(url: string): Promise<any> {
	const answer = await send(url, { method: 'GET', headers });
	if (!answer.ok) throw new Error(\`Status \${answer.status}: \${await answer.text()}\`);
	return answer.json();
}`;
	if (paging.kind === 'nextLink') {
		return `${read}

// The vendor says where the next page is; the token goes nowhere else.
const search = new URLSearchParams(query).toString();
let url: string | undefined = search === '' ? address : \`\${address}?\${search}\`;
while (url !== undefined) {
	if (new URL(url).origin !== new URL(address).origin) throw new Error(\`The next page is somewhere else: \${url}\`);
	const found = await page(url);
	for (const row of found.value) console.log(JSON.stringify(row));
	url = found['@odata.nextLink'];
}`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? ['found._embedded ?? []', 'found.totalPageCount', "['pageNumber', String(number)]"]
			: ['found.D.Results', 'found.D.Pagination.TotalPages', "['_pagination', '1'], ['_page', String(number)]"];
	return `${read}

for (let number = 1, last = 1; number <= last; number++) {
	const found = await page(\`\${address}?\${new URLSearchParams([...query, ${own}])}\`);
	for (const row of ${rows}) console.log(JSON.stringify(row));
	last = ${total};
}`;
}
