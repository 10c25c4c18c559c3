/** How listings are walked: what is sent, how it resumes, and what it refuses. */
import { afterEach, expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import type { Batch, ReadRequest } from '../../../../src/core/sources/source.ts';
import { listingHost, listingKey } from './listingHost.ts';
import type { ListingHost } from './listingHost.ts';
import type { TestSource } from './scriptedSpark.ts';
import { collect, never, reply, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** Pages of three, so that a few listings make several pages. */
async function setUp(count: number, maxTop = 3): Promise<{ host: ListingHost } & TestSource> {
	const host = await listingHost(count, maxTop);
	const test = testSource(host.origin);
	closing.push(host.close, test.close);
	return { host, ...test };
}

const property = testDataset('Property');
const initial: ReadRequest = { phase: 'initial', relations: ['Media'] };
const keys = (from: number, to: number): string[] =>
	Array.from({ length: to - from + 1 }, (_, i) => listingKey(from + i));

function keysOf({ decoder }: TestSource, batches: readonly Batch[]): unknown[] {
	return decoder.values(batches, 'Property', 'ListingKey');
}

test('an initial download asks for the largest page, the count and the relations, and follows links verbatim', async () => {
	const rig = await setUp(7);
	const batches = await collect(rig.source.read(property, { phase: 'initial', relations: ['Media', 'Room'] }, never));
	expect(rig.host.asked[0]?.url).toBe('/Reso/OData/Property?$top=1000&$count=true&$expand=Media,Room,CustomFields');
	expect(rig.host.asked[1]?.url).toBe(
		`/Reso/OData/Property?%24top=1000&%24count=true&%24expand=Media%2CRoom%2CCustomFields&%24skiptoken=${listingKey(3)}`,
	);
	expect(rig.host.asked).toHaveLength(3);
	expect(keysOf(rig, batches)).toEqual(keys(1, 7));
	expect(batches.map(({ done, total, isLast }) => ({ done, total, isLast }))).toEqual([
		{ done: 3, total: 7, isLast: false },
		{ done: 6, total: 7, isLast: false },
		{ done: 7, total: 7, isLast: true },
	]);
	expect(rig.host.asked.every(({ headers }) => headers.authorization === 'Bearer test-token')).toBe(true);
	expect(rig.decoder.leaked(batches)).toBe(0);
});

test('without replication access pages have 25 records', async () => {
	const host = await listingHost(1);
	const { source, close } = testSource(host.origin, { replication: false });
	closing.push(host.close, close);
	await collect(source.read(property, { phase: 'initial', relations: [] }, never));
	expect(host.asked[0]?.option('$top')).toBe('25');
});

test('an update asks from 20 minutes before the last success, unquoted and in UTC', async () => {
	const rig = await setUp(1);
	const since = Date.parse('2026-05-01T12:07:00.900Z');
	await collect(rig.source.read(property, { phase: 'update', relations: ['Media'], since }, never));
	expect(rig.host.asked[0]?.option('$filter')).toBe('ModificationTimestamp gt 2026-05-01T11:47:00Z');
	expect(rig.host.asked[0]?.url).toBe(
		'/Reso/OData/Property?$top=1000&$count=true&$expand=Media,CustomFields&$filter=ModificationTimestamp%20gt%202026-05-01T11:47:00Z',
	);
});

test('the letter of the seed: a strict initial download sends the count alone, and relations follow in a second walk', async () => {
	const rig = await setUp(4);
	const batches = await collect(
		rig.source.read(property, { phase: 'initial', relations: ['Media'], strict: true }, never),
	);
	expect(rig.host.asked.map(({ url }) => decodeURIComponent(url).replace(/&?\$skiptoken=\d+/, ' →'))).toEqual([
		'/Reso/OData/Property?$count=true',
		'/Reso/OData/Property?$count=true →',
		'/Reso/OData/Property?$count=true&$expand=Media,CustomFields',
		'/Reso/OData/Property?$count=true&$expand=Media,CustomFields →',
	]);
	expect(keysOf(rig, batches)).toEqual([...keys(1, 4), ...keys(1, 4)]);
	expect(batches.at(-1)).toMatchObject({ isLast: true, done: 8, total: 8 });
	expect(batches.slice(0, -1).every(({ isLast }) => !isLast)).toBe(true);
	expect(rig.decoder.pageOf(batches[0]!).plan.relations).toEqual([]);
});

test('the watermark is the server clock at the first answer, also after a resume', async () => {
	const rig = await setUp(7);
	let nth = 0;
	rig.host.intercept = (asked, response) => {
		reply(response, rig.host.page(asked), 200, { date: new Date(Date.UTC(2030, 0, 1, 0, nth++)).toUTCString() });
		return true;
	};
	const first: Batch[] = [];
	for await (const batch of rig.source.read(property, initial, never)) {
		first.push(batch);
		if (first.length === 1) break;
	}
	const rest = await collect(rig.source.read(property, { ...initial, checkpoint: first[0]!.checkpoint }, never));
	expect([...first, ...rest].map(({ serverStart }) => serverStart)).toEqual([1, 2, 3].map(() => Date.UTC(2030, 0, 1)));
	expect(keysOf(rig, [...first, ...rest])).toEqual(keys(1, 7));
	expect(rest.at(-1)).toMatchObject({ done: 7, total: 7, isLast: true });
});

test('a run killed after its last page has only the end left', async () => {
	const rig = await setUp(3);
	const [only] = await collect(rig.source.read(property, initial, never));
	const asked = rig.host.asked.length;
	const again = await collect(rig.source.read(property, { ...initial, checkpoint: only!.checkpoint }, never));
	expect(again).toMatchObject([{ isLast: true, done: 3, serverStart: only!.serverStart, page: { rowCount: 0 } }]);
	expect(rig.host.asked).toHaveLength(asked);
});

test('a checkpoint of another server is not followed', async () => {
	const rig = await setUp(3);
	const checkpoint = {
		version: 1,
		leg: 0,
		next: 'https://elsewhere.example/x',
		page: 2,
		serverStart: 1,
		done: 1,
		seen: 1,
		total: 3,
		lastKey: null,
		restarts: 0,
	};
	const batches = await collect(rig.source.read(property, { ...initial, checkpoint }, never));
	expect(keysOf(rig, batches)).toEqual(keys(1, 3));
});

test.each([400, 404, 410])(
	'a place that the vendor has forgotten (HTTP %i) begins the walk anew, from the same moment',
	async (status) => {
		const rig = await setUp(7);
		let hasDied = false;
		rig.host.intercept = (asked, response) => {
			if (hasDied || asked.option('$skiptoken') !== listingKey(6)) return false;
			hasDied = true;
			reply(response, { error: { code: status, message: 'skiptoken expired' } }, status);
			return true;
		};
		const batches = await collect(rig.source.read(property, initial, never));
		expect(keysOf(rig, batches)).toEqual([...keys(1, 6), ...keys(1, 7)]);
		expect(new Set(batches.map(({ serverStart }) => serverStart)).size).toBe(1);
		expect(batches.flatMap(({ warnings }) => warnings ?? [])).toEqual([expect.stringContaining('began anew')]);
		expect(batches.at(-1)).toMatchObject({ done: 7, isLast: true });
	},
);

test('a place that dies again and again ends the run', async () => {
	const rig = await setUp(7);
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skiptoken') !== listingKey(6)) return false;
		reply(response, { error: { code: 400, message: 'skiptoken expired' } }, 400);
		return true;
	};
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({ reason: 'badRequest' });
});

test('a request that the vendor refuses from the start is not taken for a dead link', async () => {
	const rig = await setUp(1);
	rig.host.intercept = (_asked, response) => {
		reply(response, { error: { code: 404, message: 'no such resource' } }, 404);
		return true;
	};
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({ reason: 'notFound' });
	expect(rig.host.asked).toHaveLength(1);
});

function linkTo(rig: { host: ListingHost }, link: (own: string) => string, from = 3): void {
	rig.host.intercept = (asked, response) => {
		const page = rig.host.page(asked);
		const own = page['@odata.nextLink'];
		if (typeof own !== 'string' || !own.endsWith(listingKey(from))) return false;
		reply(response, { ...page, '@odata.nextLink': link(own) });
		return true;
	};
}

test('a link to another origin is refused before anything is sent there', async () => {
	const rig = await setUp(7);
	const thief = await listingHost(7);
	closing.push(thief.close);
	linkTo(rig, (own) => own.replace(rig.host.origin, thief.origin));
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({
		reason: 'unsafe',
		why: expect.stringContaining(thief.origin) as string,
	});
	expect(thief.asked).toEqual([]);
	expect(rig.decoder.released).toHaveLength(1);
});

test('a link that was followed before ends the walk', async () => {
	const rig = await setUp(9);
	linkTo(rig, (own) => own.replace(listingKey(6), listingKey(3)), 6);
	const read = collect(rig.source.read(property, initial, never));
	await expect(read).rejects.toMatchObject({
		reason: 'badResponse',
		why: expect.stringContaining('never end') as string,
	});
});

test('an empty page with a next link is not the end', async () => {
	const rig = await setUp(7);
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skiptoken') !== listingKey(3) || asked.option('again') !== undefined) return false;
		const page = { value: [], '@odata.nextLink': `${rig.host.origin}${asked.url}&again=1` };
		reply(response, page);
		return true;
	};
	const batches = await collect(rig.source.read(property, initial, never));
	expect(keysOf(rig, batches)).toEqual(keys(1, 7));
	expect(batches.map(({ page }) => page.rowCount)).toEqual([3, 0, 3, 1]);
});

test('a relative next link is completed', async () => {
	const rig = await setUp(5);
	linkTo(rig, (own) => own.slice(rig.host.origin.length));
	const batches = await collect(rig.source.read(property, initial, never));
	expect(keysOf(rig, batches)).toEqual(keys(1, 5));
});

test('a page cut under HTTP 200 is asked for again', async () => {
	const rig = await setUp(7);
	let cuts = 2;
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skiptoken') !== listingKey(3) || cuts-- <= 0) return false;
		reply(response, JSON.stringify(rig.host.page(asked)).slice(0, 150));
		return true;
	};
	const batches = await collect(rig.source.read(property, initial, never));
	expect(keysOf(rig, batches)).toEqual(keys(1, 7));
	expect(rig.clock.slept.length).toBe(2);
});

test('a page that stays cut ends the run, naming page and byte', async () => {
	const rig = await setUp(7);
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skiptoken') !== listingKey(3)) return false;
		reply(response, JSON.stringify(rig.host.page(asked)).slice(0, 150));
		return true;
	};
	const error: unknown = await collect(rig.source.read(property, initial, never)).catch((reason: unknown) => reason);
	expect(FreeholdError.is(error, 'badResponse')).toBe(true);
	expect(error).toMatchObject({
		what: 'Property page 2 could not be read',
		why: expect.stringMatching(/byte 150\b.*150 bytes/) as string,
	});
});

test('a failure that the ends of a big page do not show is still one', async () => {
	const rig = await setUp(3);
	const filler = 'x'.repeat(20_000);
	rig.host.intercept = (_asked, response) => {
		reply(response, { a: filler, D: { Success: false, Code: 1500 }, value: [], b: filler });
		return true;
	};
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({ vendorCode: 1500 });
});

test('a page that comes twice changes nothing but the effort', async () => {
	const rig = await setUp(7);
	linkTo(rig, (own) => own.replace(listingKey(3), listingKey(1)));
	const batches = await collect(rig.source.read(property, initial, never));
	expect(new Set(keysOf(rig, batches))).toEqual(new Set(keys(1, 7)));
});

test('the next page is on its way while this one is parsed', async () => {
	const rig = await setUp(7);
	const decode = rig.decoder.decode.bind(rig.decoder);
	const askedAtDecode: number[] = [];
	rig.decoder.decode = async (body, plan) => {
		for (let i = 0; i < 50 && rig.host.asked.length < askedAtDecode.length + 2; i++) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		askedAtDecode.push(rig.host.asked.length);
		return decode(body, plan);
	};
	await collect(rig.source.read(property, initial, never));
	expect(askedAtDecode).toEqual([2, 3, 3]);
});

test('a link guessed wrongly is dropped for the one in the envelope', async () => {
	const rig = await setUp(7);
	// The text of the true link comes first, another one last: JSON's later name wins for the parser, but an escaped
	// name hides it from the guess.
	rig.host.intercept = (asked, response) => {
		const page = rig.host.page(asked);
		const own = page['@odata.nextLink'];
		if (typeof own !== 'string') return false;
		const wrong = own.replace(/\d+$/, listingKey(5));
		const text = JSON.stringify({ ...page, '@odata.nextLink': wrong });
		reply(response, `${text.slice(0, -1)},"\\u0040odata.nextLink":${JSON.stringify(own)}}`);
		return true;
	};
	const batches = await collect(rig.source.read(property, initial, never));
	expect(keysOf(rig, batches)).toEqual(keys(1, 7));
});

test('cancelling ends the read with the reason given, and leaves nothing behind', async () => {
	const rig = await setUp(9);
	const controller = new AbortController();
	const reason = new Error('enough');
	const batches: Batch[] = [];
	const read = async (): Promise<void> => {
		for await (const batch of rig.source.read(property, initial, controller.signal)) {
			batches.push(batch);
			controller.abort(reason);
		}
	};
	await expect(read()).rejects.toBe(reason);
	expect(batches).toHaveLength(1);
});

test('what was sent is counted', async () => {
	const rig = await setUp(7);
	expect(rig.source.statistics().requests).toBe(0);
	await collect(rig.source.read(property, initial, never));
	expect(rig.source.statistics()).toMatchObject({ requests: 3, retries: 0 });
});

test('the count is one small request', async () => {
	const rig = await setUp(7);
	expect(await rig.source.count(property, never)).toBe(7);
	expect(rig.host.asked.map(({ url }) => url)).toEqual(['/Reso/OData/Property?$top=1&$count=true&$select=ListingKey']);
});
