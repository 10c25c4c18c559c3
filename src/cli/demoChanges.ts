/** What happens at the vendor between the demo's two runs. */
import type { Sandbox } from '../sandbox/sandbox.ts';
import { counted } from './quantities.ts';

const HOUR_MS = 3_600_000;

export interface SandboxChanges {
	readonly edited: number;
	readonly inserted: number;
	readonly removed: number;
	readonly photos: number;
	readonly members: number;
	readonly openHouses: number;
	readonly contacts: number;
}

const CHANGES: SandboxChanges = {
	edited: 40,
	inserted: 12,
	removed: 9,
	photos: 8,
	members: 1,
	openHouses: 6,
	contacts: 5,
};

export function changeSandbox(sandbox: Sandbox): SandboxChanges {
	const { clock, spark } = sandbox;
	clock.advance(HOUR_MS);
	spark.edit('Property', CHANGES.edited);
	spark.insert('Property', CHANGES.inserted);
	spark.remove('Property', CHANGES.removed);
	spark.rotatePhotos(CHANGES.photos);
	moveMembers(sandbox, CHANGES.members);
	spark.changeOpenHouses(CHANGES.openHouses);
	spark.edit('Contacts', CHANGES.contacts);
	return CHANGES;
}

/** A member changes office: the office that holds somebody else's key will do. */
function moveMembers({ spark }: Sandbox, wanted: number): void {
	const offices = [...take(spark.records('Office'), 2)].map((office) => office.OfficeKey);
	for (const { MemberKey, OfficeKey } of take(spark.records('Member'), wanted)) {
		const target = offices.find((office) => office !== OfficeKey);
		if (typeof MemberKey === 'string' && typeof target === 'string') spark.moveMember(MemberKey, target);
	}
}

export function changesText(changes: SandboxChanges): string {
	const { edited, inserted, removed, photos, members, openHouses, contacts } = changes;
	return [
		`${counted(edited, 'listing')} edited`,
		`${inserted} new`,
		`${removed} withdrawn`,
		`photos of ${photos} replaced`,
		`${counted(members, 'agent')} to another office`,
		`${openHouses} open houses moved`,
		`${counted(contacts, 'contact')} edited`,
	].join(', ');
}

function* take<T>(all: Iterable<T>, count: number): Generator<T> {
	let taken = 0;
	for (const one of all) {
		if (taken++ >= count) return;
		yield one;
	}
}
