/** Links of answers, and the requests that follow them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { encodedLine } from '../../../../src/core/requests/links/encodedLine.ts';
import { followLink, ownLink } from '../../../../src/core/requests/links/followLink.ts';
import { jsonNodes } from '../../../../src/core/requests/links/jsonNodes.ts';
import { reapitKeyTargets } from '../../../../src/core/requests/links/keyLinks.ts';
import type { ResponseLink } from '../../../../src/core/requests/links/responseLink.ts';
import { responseLinks } from '../../../../src/core/requests/links/responseLinks.ts';
import type { LinkOptions } from '../../../../src/core/requests/links/responseLinks.ts';
import { exchangeOf, keptExchange, storedExchange } from '../../../../src/core/requests/response/keptExchange.ts';
import { bodyText } from '../../../../src/core/requests/send/exchange.ts';
import type { Exchange } from '../../../../src/core/requests/send/exchange.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { resolved } from '../resolve/resolving.ts';
import { sandboxConnections, startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

let sandbox: Sandbox;
let sending: Sending;

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
	sending = startSending({ ...sandboxConnections(sandbox), maxWaitMs: 1000 });
});
afterAll(async () => {
	await sending.close();
	await sandbox.close();
});

function answer(body: string, headers: readonly (readonly [string, string])[] = []): Exchange {
	return {
		...{
			name: 'flats',
			connection: undefined,
			startedAt: 0,
			endedAt: 1,
			attempts: [],
			waits: [],
			requestId: 'x',
			status: 200,
		},
		request: {
			method: 'GET',
			url: 'https://api.example.com/v1/flats/?a=1',
			headers: [],
			body: undefined,
			bodyBytes: 0,
		},
		headers,
		body: { kind: 'memory', bytes: new TextEncoder().encode(body) },
	};
}

async function found(body: string, options: LinkOptions = {}): Promise<readonly string[]> {
	const targets = options.source === 'reapit' ? { keyTargets: await reapitKeyTargets() } : {};
	return responseLinks(answer(body), { ...options, ...targets }).map(({ name, url, place }) => {
		const at = place.in === 'body' ? body.slice(place.span.start, place.span.end) : place.name;
		return `${name} ${at} → ${url}`;
	});
}

test('links of HAL and OData, of Spark, and the header', async () => {
	expect(
		await found(
			'{"_links": {"self": {"href": "/flats/1"}, "items": [{"href": "items/2"}, {"href": null}]},\n' +
				' "_embedded": [{"_links": {"office": {"href": "https://other.example.com/o"}}}],\n' +
				' "value": [{"@odata.id": "Flats(\'1\')", "Media@odata.navigationLink": "/m"}], "@odata.nextLink": "?$skip=2", "@odata.context": "/c",\n' +
				' "ResourceUri": "/v1/listings/20"}',
		),
	).toEqual([
		'self /flats/1 → https://api.example.com/flats/1',
		'items items/2 → https://api.example.com/v1/flats/items/2',
		'office https://other.example.com/o → https://other.example.com/o',
		"id Flats('1') → https://api.example.com/v1/flats/Flats('1')",
		'Media /m → https://api.example.com/m',
		'next ?$skip=2 → https://api.example.com/v1/flats/?$skip=2',
		'resource /v1/listings/20 → https://api.example.com/v1/listings/20',
	]);
	const [location] = responseLinks(answer('', [['location', '/flats/3']]));
	expect(location).toMatchObject({
		kind: 'location',
		url: 'https://api.example.com/flats/3',
		place: { in: 'header' },
		isForeign: false,
	});
});

test('keys of Reapit lead to their records', async () => {
	const body =
		'{"negotiatorId": "A/B", "officeIds": ["OXF", "LON"], "sellingNegotiatorId": "C", "typeId": "T", "associatedType": "property", "associatedId": "P1", "officeId": ""}';
	expect(await found(body, { source: 'reapit' })).toEqual([
		'negotiator A/B → https://api.example.com/negotiators/A%2FB',
		'office OXF → https://api.example.com/offices/OXF',
		'office LON → https://api.example.com/offices/LON',
		'sellingNegotiator C → https://api.example.com/negotiators/C',
		'associated P1 → https://api.example.com/properties/P1',
	]);
	expect(await found(body)).toEqual([]);
});

test('files of Realpad lead to their bytes', async () => {
	expect(
		await found('<resources><resource uid="ab-1" file-name="a &amp; b.pdf"/><resource file-name="x"/></resources>', {
			source: 'realpad',
		}),
	).toEqual(['a &amp; b.pdf ab-1 → https://api.example.com/resource/ab-1']);
});

test('an answer that is cut, or no JSON, has the links that came', async () => {
	expect(await found('{"_links": {"self": {"href": "/a"}}, "x": [1, {"y": "unfinish')).toEqual([
		'self /a → https://api.example.com/a',
	]);
	expect(await found('not json')).toEqual([]);
	expect(await found('[[[[')).toEqual([]);
	expect(await found('['.repeat(100_000))).toEqual([]);
});

test('JSON with places is JSON', () => {
	fc.assert(
		fc.property(fc.json(), fc.nat(), (text, cut) => {
			const root = jsonNodes(text);
			expect([root?.start, root?.end]).toEqual([text.search(/\S/), text.trimEnd().length]);
			expect(() => jsonNodes(text.slice(0, cut % (text.length + 1)))).not.toThrow();
		}),
	);
});

const FILE = [
	'@base = https://api.example.com/v1',
	'### flats',
	'# @name flats',
	'# @type Flat',
	'# @expect 200',
	'GET {{base}}/flats/?a=1',
	'api-version: {{version}}',
	'Content-Type: text/plain',
	'If-Match: "1"',
	'',
].join('\r\n');

function following(
	link: Partial<ResponseLink>,
	text = FILE,
	sentUrl = 'https://api.example.com/v1/flats/?a=1',
): string {
	const document = parseRequests(text);
	const block = document.blocks.find(({ request }) => request !== undefined)!;
	const whole: ResponseLink = {
		...{ kind: 'hal', name: 'offices', url: '', parameters: [], optional: [], isForeign: false },
		place: { in: 'header', name: 'location' },
		...link,
	};
	return followLink(document, block, whole, sentUrl);
}

test('following writes a block with the same headers and variables', () => {
	expect(
		following({ url: 'https://api.example.com/v1/offices/?id=OXF&name=B%26B%20%2B+Co&f=%7B%7Bx%7D%7D' }).split('\r\n'),
	).toEqual([
		'### offices (from flats)',
		'GET {{base}}/offices/',
		'  ?id=OXF',
		'  &name=B%26B %2B Co',
		'  &f=%7B%7Bx%7D%7D',
		'api-version: {{version}}',
		'',
	]);
	expect(following({ url: 'https://api.example.com/v12/x' })).toContain('GET https://api.example.com/v12/x\r\n');
	const foreign = following({ url: 'https://other.example.com/x', isForeign: true }, `# @connection agency\n${FILE}`);
	expect(foreign.split(/\r?\n/)).toEqual(['### offices (from flats)', 'GET https://other.example.com/x', '']);
});

test('a host that is private is the own one, and stays a variable; another one gets nothing', () => {
	const text = '# @connection agency\nGET https://{{tenant}}.example.com/flats/?a=1\nX-Key: {{key}}\n';
	const document = parseRequests(text);
	const body =
		'{"_links": {"own": {"href": "https://acme.example.com/f/1"}, "near": {"href": "/f/2"}, "other": {"href": "https://evil.example.com/f"}}}';
	const masked = { ...answer(body).request, url: 'https://***.example.com/flats/?a=1' };
	const [own, near, other] = responseLinks({ ...answer(body), request: masked });
	expect([own?.isForeign, near?.isForeign, other?.isForeign]).toEqual([true, false, true]);
	const sent = 'https://acme.example.com/flats/?a=1';
	const follow = (link: ResponseLink | undefined, url: string) =>
		followLink(document, document.blocks[0]!, ownLink(link!, sent), url);
	expect(follow(own, sent)).toBe(
		'### own (from GET https://{{tenant}}.example.com/flats/)\n# @connection agency\nGET https://{{tenant}}.example.com/f/1\nX-Key: {{key}}\n',
	);
	expect(follow(near, masked.url)).toContain('GET https://{{tenant}}.example.com/f/2\nX-Key');
	expect(follow(other, sent)).toBe(
		'### other (from GET https://{{tenant}}.example.com/flats/)\nGET https://evil.example.com/f\n',
	);
	const near2 = { ...own!, url: 'https://acme.example.com.evil.test/' };
	expect(ownLink(near2, sent).isForeign).toBe(true);
	expect(ownLink({ ...own!, url: 'http://acme.example.com/f/1' }, sent).isForeign).toBe(true);
});

test.each([
	['https://{{host}}/items?page=1', 'https://api.example.com/v2/items?page=1', 'https://api.example.com/v2/items'],
	['https://{{host}}', 'https://api.example.com/v2', 'https://api.example.com/v2/items'],
	['https://{{host}}/items/{{id}}', 'https://api.example.com/v2/items/1', 'https://api.example.com/v2/items'],
	['https://{{host}}/items?page=1', 'https://api.example.com/items?page=1', 'https://{{host}}/v2/items'],
	['https://{{host}}', 'https://api.example.com/', 'https://{{host}}/v2/items'],
	['https://{{host}}/my items/{{id}}', 'https://api.example.com/my%20items/1', 'https://{{host}}/v2/items'],
	[
		'https://{{tenant}}.example.com?page=1',
		'https://api.example.com/?page=1',
		'https://{{tenant}}.example.com/v2/items',
	],
])('a variable stands for the origin of a link only where it stood for no path: %s, %s', (address, sent, wanted) => {
	const written = following({ url: 'https://api.example.com/v2/items?page=2' }, `GET ${address}\n`, sent);
	expect(written).toContain(`GET ${wanted}\n  ?page=2\n`);
});

test('an address that is private as a whole leaves absolute links, of another server until it is told', () => {
	const masked = { ...answer('').request, url: '***/flats/' };
	const links = responseLinks({
		...answer('{"_links": {"a": {"href": "https://acme.example.com/1"}, "b": {"href": "/2"}}}'),
		request: masked,
	});
	expect(links).toMatchObject([{ name: 'a', isForeign: true }]);
	const document = parseRequests('# @connection agency\nGET {{base}}/flats/\n');
	const sent = 'https://acme.example.com/flats/';
	expect(followLink(document, document.blocks[0]!, ownLink(links[0]!, sent), sent)).toContain(
		'# @connection agency\nGET {{base}}/1\n',
	);
	expect(followLink(document, document.blocks[0]!, links[0]!, masked.url)).toContain(
		'GET https://acme.example.com/1\n',
	);
});

test.each([
	'https://api.example.com/v1/flats?$skip=2&access_token=***',
	'https://name:***@api.example.com/v1/flats',
	'https://api.example.com/v1/***/2',
])('a link with a secret that is not kept is not followed: %s', (href) => {
	const stored = storedExchange(
		keptExchange(answer(JSON.stringify({ '@odata.nextLink': href.replace('***', 'S3CR3T') })), {
			...{ id: '1', file: 'file:///a.http', notes: [], source: undefined },
		}),
	);
	const [kept] = responseLinks(exchangeOf(stored));
	const link = href.includes('/***/') ? { ...kept, url: href } : kept;
	expect(link?.url).toBe(href);
	expect(() => following(link!)).toThrow(
		expect.objectContaining({
			reason: 'usage',
			next: expect.stringMatching(/^Send the request again/) as string,
		}) as Error,
	);
});

test('a masked host is no obstacle where a variable stands for it', () => {
	const text = 'GET https://{{tenant}}.example.com/flats/?key={{key}}\n';
	const link = { url: 'https://***.example.com/f/2' };
	expect(following(link, text, 'https://***.example.com/flats/?key=***')).toContain(
		'GET https://{{tenant}}.example.com/f/2\n',
	);
});

test('a template becomes variables to be filled in', () => {
	const [link] = responseLinks(
		answer('{"_links": {"one": {"href": "/v1/flats/{id}{?embed,page*}", "templated": true}}}'),
	);
	expect(following(link ?? {}).split('\r\n')).toEqual([
		'### one (from flats)',
		'# may be added to the query: embed, page',
		'@id =',
		'GET {{base}}/flats/{{id}}',
		'api-version: {{version}}',
		'',
	]);
});

test('what has to be filled in stays a variable in the query, too', () => {
	const [link] = responseLinks(answer('{"_links": {"one": {"href": "/v1/flats?office={officeId}&page=1"}}}'));
	expect(following(link ?? {})).toContain('  ?office={{officeId}}\r\n  &page=1\r\n');
});

test.each(['x =\n\nDELETE {{base}}/flats/1\n#', '?x\nDELETE {{base}}/flats/1', '$env.HOME', ''])(
	'a server writes no lines and asks for no variables through the names of a template: %j',
	(name) => {
		const body = JSON.stringify({ _links: { one: { href: `/v1/flats/{${name}}?a={${name}}` } } });
		const written = parseRequests(
			responseLinks(answer(body))
				.map((link) => following(link))
				.join(''),
		);
		expect(written.blocks.map(({ request }) => request?.method?.text)).toEqual(['GET']);
		expect(written.blocks[0]).toMatchObject({ variables: [], unknown: [], body: undefined });
		expect(written.text).not.toContain('{{$env');
	},
);

const SECRET = 'S3CR3T';
const ASKING = [
	`@base = https://api.example.com/v1\n@token = ${SECRET}\n`,
	'### flats\nGET {{base}}/flats/?a=1\n\n',
].join('');

async function sentAfter(href: string): Promise<readonly string[]> {
	const body = JSON.stringify({ _links: { one: { href } } });
	const environment = {
		'/work/http-client.env.json': JSON.stringify({ dev: { key: SECRET, 'a.response.b': SECRET } }),
	};
	const urls: string[] = [];
	for (const link of responseLinks(answer(body, [['location', href]]))) {
		const written = `${ASKING}${following(link, ASKING)}`;
		const { request } = await resolved(written, {
			environment: 'dev',
			env: { TOKEN: SECRET },
			files: environment,
		});
		urls.push(request.url);
	}
	return urls;
}

test.each([
	'https://{{token}}.evil.example/',
	'https://%7B%7Btoken%7D%7D.evil.example/',
	'https://{host}.evil.example/',
])('a link to a host with braces is none: %s', async (href) => {
	expect(await sentAfter(href)).toEqual([]);
});

test.each([
	['https://evil.example/?x={{$env.TOKEN}}%zz', 'https://evil.example/?x={{$env.TOKEN}}%25zz'],
	['https://evil.example/?{{token}}%zz', 'https://evil.example/?{{token}}%zz'],
	['https://evil.example/?x={{{token}}}%', 'https://evil.example/?x={{{token}}}%25'],
	['https://evil.example/{{token}}', 'https://evil.example/{{token}}'],
	['https://{{token}}@evil.example/', 'https://{{token}}@evil.example/'],
	['https://evil.example/{a.response.b}', 'https://evil.example/{a.response.b}'],
])('a server is not sent the variable that its link names: %s', async (href, sent) => {
	const urls = (await sentAfter(href)).map((url) => url.replaceAll('%7B', '{').replaceAll('%7D', '}'));
	expect(urls).toEqual([sent, sent]);
});

test('whatever a link says, no variable of this side is in what is sent', async () => {
	const piece = fc.constantFrom(
		...['{', '}', '{{', '}}', '%7B', '%7D', '%zz', '%', '+', ' ', 'token', 'key', '$env.TOKEN', '$processEnv TOKEN'],
		...['{{token}}', '{token}', '{?token}', '{&key}', '{{$env.TOKEN}}', '?', '&', '=', '#', '/', ';', '@', ':', '\n'],
	);
	const start = fc.constantFrom('https://evil.example/', 'https://', '/', '?', '', '/v1/', 'https://evil.example/?x=');
	const href = fc.tuple(start, fc.array(fc.oneof({ weight: 5, arbitrary: piece }, fc.string()), { maxLength: 9 }));
	await fc.assert(
		fc.asyncProperty(href, async ([first, rest]) => {
			expect((await sentAfter(first + rest.join(''))).join('\n')).not.toContain(SECRET);
		}),
		{ numRuns: 500 },
	);
});

test('a link that was followed asks for the same', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 4 }), async (pairs) => {
			const url = new URL('https://api.example.com/v1/offices/');
			for (const [name, value] of pairs) url.searchParams.append(name, value);
			const text = `${FILE}\r\n${following({ url: url.href })}`.replace('{{version}}', '1').replace('{{version}}', '1');
			const { request } = await resolved(text);
			expect([...new URL(request.url).searchParams]).toEqual([...url.searchParams]);
		}),
	);
	expect(encodedLine('a=%zz')).toBe('a=%zz');
});

test.each([
	['# @connection agency\nGET {{base}}/properties/?pageSize=1\n', 'reapit', 'negotiator'],
	['# @connection agency\nGET {{base}}/properties/?pageSize=1\n', 'reapit', 'next'],
	['# @connection mls\nGET {{reso}}/Property?$top=1&$select=ListingKey\n', 'spark', 'next'],
	['# @connection prague\nPOST {{ws}}/list-resources\n\n\n', 'realpad', undefined],
] as const)('a link of %s can be followed in the sandbox (%s: %s)', async (text, source, name) => {
	const exchange = await sending.send(text);
	const links = responseLinks(exchange, { source, keyTargets: await reapitKeyTargets() });
	const link = links.find((one) => name === undefined || one.name === name);
	if (link?.place.in !== 'body')
		throw new Error(`There is no ${name ?? 'link'} among ${links.map((one) => one.name).join(', ')}`);
	expect(bodyText(exchange)?.slice(link.place.span.start, link.place.span.end)).not.toMatch(/["<>]/);
	const document = parseRequests(text);
	const block = followLink(document, document.blocks[0]!, link, (await sending.resolve(text)).request.url);
	expect(block).toMatch(/^GET \{\{(?:base|reso|ws)\}\}|^GET http/m);
	expect((await sending.send(`${text}${block}`)).status).toBe(200);
});
