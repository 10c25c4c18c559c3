/** Parses, checks and completes a request file as the editor does: opened, and after each key. Sends the times, in ms. */
import { parseRequests } from '../../src/core/requests/document/parseRequests.ts';
import { CheckMemory } from '../../src/core/requests/editing/checkMemory.ts';
import { checkRequests } from '../../src/core/requests/editing/checkRequests.ts';
import { completeRequest } from '../../src/core/requests/editing/completeRequest.ts';
import { requestFileText } from './file.ts';
import { threeConnections } from './knowledge.ts';
import { cpuMsSince, median } from './median.ts';

export interface ReadTimes {
	/** In a process that has parsed nothing yet. */
	readonly first: number;
	/** The whole file, the code warm. */
	readonly whole: number;
	/** One key more, in its first, middle and last request. */
	readonly key: readonly number[];
	readonly bytes: number;
}

const ROUNDS = 21;
const knowledge = await threeConnections();
const text = requestFileText(Number(process.argv[2]));

function open(): void {
	const document = parseRequests(text);
	checkRequests(document, knowledge);
	const offset = text.lastIndexOf('&embed=') + '&embed='.length;
	if (completeRequest(document, offset, knowledge)?.items.length === 0) throw new Error('nothing is offered');
}

/** A digit more with each round, behind the first page size that follows a place. */
function keyTimes(place: number): number {
	const at = /pageSize=\d+/.exec(text.slice(place))?.index ?? 0;
	const end = place + at + 'pageSize='.length;
	let document = parseRequests(text);
	const memory = new CheckMemory();
	checkRequests(document, knowledge, memory);
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const typed = `${text.slice(0, end)}${'1'.repeat(round + 1)}${text.slice(end)}`;
		times.push(
			msOf(() => {
				document = parseRequests(typed, document);
				checkRequests(document, knowledge, memory);
				completeRequest(document, end, knowledge);
			}),
		);
	}
	return median(times);
}

function msOf(work: () => void): number {
	const before = process.cpuUsage();
	work();
	return cpuMsSince(before);
}

const first = msOf(open);
const whole = median(Array.from({ length: ROUNDS }, () => msOf(open)));
const places = [0, Math.floor(text.length / 2), text.lastIndexOf('### contacts')];
process.send?.({ first, whole, key: places.map(keyTimes), bytes: text.length } satisfies ReadTimes);
