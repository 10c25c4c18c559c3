/** What webhook topics there are, and which dataset a topic speaks of. */
import { FreeholdError } from '../../../errors.ts';
import { nearestName } from '../entities/nearestName.ts';

/** Topics about the app itself, not about a record. */
const applicationTopics = new Set(['application.install', 'application.uninstall']);

/** @throws FreeholdError `usage` with the nearest topic */
export function checkTopics(given: readonly string[], known: readonly string[]): void {
	for (const topic of given) {
		if (known.includes(topic)) continue;
		const near = nearestName(topic, known);
		throw new FreeholdError('usage', {
			what: 'The webhook was not sent',
			why: `Reapit has no topic ${topic}`,
			next: near === undefined ? `Choose among: ${known.join(', ')}` : `Did you mean '${near}'?`,
		});
	}
}

/**
 * The collection at the root whose record an event is about: `properties.selling.underoffer` → `properties`. Topics are in
 * lower case (`identitychecks.created`, `worksorders.raised`).
 *
 * @param resources  the vendor's own spellings
 */
export function resourceOfTopic(topic: string, resources: readonly string[]): string | undefined {
	if (applicationTopics.has(topic.toLowerCase())) return undefined;
	const name = topic.split('.', 1)[0]?.toLowerCase() ?? '';
	return resources.find((resource) => resource.toLowerCase() === name);
}
