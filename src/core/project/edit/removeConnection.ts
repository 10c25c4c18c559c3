/** Takes a connection out of the text of a freehold.yaml, and out of the jobs that name it. */
import { isMap, isScalar, isSeq } from 'yaml';
import { parseTarget } from '../targets.ts';
import { notThere } from './editConnections.ts';
import { edited, nameOf, readable, without } from './splice.ts';

export interface Removed {
	readonly text: string;
	/** Jobs that were left with nothing to do, and went with it. */
	readonly jobs: readonly string[];
}

/** Takes a connection out, and all that jobs do with it. */
export function removeConnection(text: string, name: string): Removed {
	if (!isMap(readable(text).getIn(['connections', name]))) throw notThere(name);
	const jobs: string[] = [];
	let rest = text;
	for (let use = nextUse(rest, name); use !== undefined; use = nextUse(rest, name)) {
		const { job, kind, nth } = use;
		if (nth === undefined) {
			jobs.push(job);
			rest = withoutEntry(rest, ['jobs'], job);
		} else rest = withoutItem(rest, ['jobs', job, kind], nth);
	}
	return { text: withoutEntry(rest, ['connections'], name), jobs };
}

interface Use {
	readonly job: string;
	readonly kind: string;
	/** Of the targets; `undefined` where the job has no other connection. */
	readonly nth: number | undefined;
}

/** The first place where a job names the connection. */
function nextUse(text: string, connection: string): Use | undefined {
	const jobs: unknown = readable(text).get('jobs');
	if (!isMap(jobs)) return undefined;
	for (const pair of jobs.items) {
		if (!isMap(pair.value)) continue;
		for (const kind of ['replicate', 'export', 'backup']) {
			const targets = pair.value.get(kind, true);
			const items = isSeq(targets) ? targets.items : isScalar(targets) ? [targets] : [];
			const isUse = (item: unknown): boolean =>
				isScalar(item) && parseTarget(String(item.value)).connection === connection;
			const nth = items.findIndex(isUse);
			if (nth !== -1) return { job: nameOf(pair), kind, nth: items.every(isUse) ? undefined : nth };
		}
	}
	return undefined;
}

function withoutEntry(text: string, path: readonly string[], name: string): string {
	return edited(text, {
		change: (document) => void document.deleteIn([...path, name]),
		splice: (document) => {
			const map = document.getIn(path);
			if (!isMap(map)) return undefined;
			const nth = map.items.findIndex((pair) => nameOf(pair) === name);
			return nth === -1 ? undefined : without(text, map, nth);
		},
	});
}

function withoutItem(text: string, path: readonly string[], nth: number): string {
	return edited(text, {
		change: (document) => void document.deleteIn([...path, nth]),
		splice: (document) => {
			const list = document.getIn(path);
			return isSeq(list) ? without(text, list, nth) : undefined;
		},
	});
}
