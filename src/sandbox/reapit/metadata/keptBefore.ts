/** What an application of the agency kept before the sandbox began: how it follows contacts and properties. */
import type { SandboxClock } from '../../clock.ts';
import { Dice } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import type { Customer } from '../data/customer.ts';
import { day, dayMs, instant } from '../data/instant.ts';
import type { Records } from '../records.ts';
import type { MetadataRecords } from './records.ts';

/** Of a hundred records so many have a document; the others were never looked at. */
const followedShare = 70;

type Follow = (dice: Dice, customer: Customer, now: number) => JsonObject;

const followed: readonly (readonly [string, string, Follow])[] = [
	['contacts', 'contact', contactDocument],
	['properties', 'property', propertyDocument],
];

/** Puts the documents of one application there, for every customer. */
export function fillMetadata(metadata: MetadataRecords, records: Records, clientId: string, clock: SandboxClock): void {
	const now = clock.told();
	for (const code of records.customers) {
		const customer = records.customer(code);
		const caller = { clientId, customer: code, scopes: new Set<string>() };
		for (const [resource, entityType, document] of followed) {
			for (let n = 0; n < customer.count(resource); n += 1) {
				const dice = new Dice(customer.seed, n);
				if (!dice.chance(300, followedShare)) continue;
				metadata.put(caller, entityType, customer.id(resource, n), document(dice, customer, now));
			}
		}
	}
}

function contactDocument(dice: Dice, customer: Customer, now: number): JsonObject {
	return {
		stage: dice.pick(301, ['new', 'contacted', 'viewing', 'offer', 'won', 'lost']),
		...(dice.chance(302, 80) ? { city: dice.pick(303, customer.offices).town } : {}),
		...(dice.chance(304, 75) ? { budget: dice.between(305, 150, 900) * 1000 } : {}),
		...(dice.chance(306, 40) ? { vip: dice.chance(307, 25) } : {}),
		...(dice.chance(308, 60)
			? { interests: dice.some(309, ['garden', 'investment', 'new build', 'parking', 'period'], 1, 3) }
			: {}),
		...(dice.chance(310, 65) ? { lastContact: instant(now - dice.between(311, 1, 300) * dayMs) } : {}),
		...(dice.chance(312, 40) ? { campaign: campaign(dice) } : {}),
	};
}

function propertyDocument(dice: Dice, _: Customer, now: number): JsonObject {
	return {
		stage: dice.pick(301, ['appraisal', 'instructed', 'marketing', 'under offer', 'completed']),
		...(dice.chance(302, 80) ? { chaseDate: day(now + dice.between(303, -60, 30) * dayMs) } : {}),
		...(dice.chance(304, 90) ? { viewings: dice.between(305, 0, 24) } : {}),
		...(dice.chance(306, 50) ? { keySafe: dice.chance(307, 40) } : {}),
		...(dice.chance(308, 60) ? { portals: dice.some(309, ['OnTheMarket', 'Rightmove', 'Zoopla'], 1, 3) } : {}),
		...(dice.chance(312, 40) ? { campaign: campaign(dice) } : {}),
	};
}

function campaign(dice: Dice): JsonObject {
	return { code: dice.pick(313, ['AUTUMN', 'OPEN-DAY', 'SPRING']), spend: dice.between(314, 20, 900) / 2 };
}
