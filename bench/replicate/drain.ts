/** The floor: follow the next links to the end, without parsing (a) or with `JSON.parse` (b), keeping nothing. */
import { request } from 'undici';

const NEXT_LINK = /"@odata\.nextLink"\s*:\s*("(?:[^"\\]|\\.)*")/;

/** Reads every byte; finds the next link in the last 8 KB. @returns bytes */
export async function drain(firstUrl: string, token: string): Promise<number> {
	let bytes = 0;
	let url: string | undefined = firstUrl;
	while (url !== undefined) {
		const response = await request(url, { headers: { authorization: `Bearer ${token}` } });
		const body = Buffer.from(await response.body.arrayBuffer());
		bytes += body.length;
		const found = NEXT_LINK.exec(body.subarray(-8192).toString());
		url = found === null ? undefined : (JSON.parse(found[1]!) as string);
	}
	return bytes;
}

/** @returns records read */
export async function drainAndParse(firstUrl: string, token: string): Promise<number> {
	let records = 0;
	let url: string | undefined = firstUrl;
	while (url !== undefined) {
		const response = await request(url, { headers: { authorization: `Bearer ${token}` } });
		const page = JSON.parse(await response.body.text()) as { value: unknown[]; '@odata.nextLink'?: string };
		records += page.value.length;
		url = page['@odata.nextLink'];
	}
	return records;
}
