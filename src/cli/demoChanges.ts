/** What happens at the vendors between the demo's two runs. */
import type { Sandbox } from '../sandbox/sandbox.ts';
import { counted } from '../core/wording/quantities.ts';

const HOUR_MS = 3_600_000;
/** Realpad's number for it. */
const SOLD = 3;

export interface SparkChanges {
	readonly edited: number;
	readonly inserted: number;
	readonly removed: number;
	readonly photos: number;
	readonly members: number;
	readonly openHouses: number;
	readonly contacts: number;
}

export interface RealpadChanges {
	readonly sold: number;
	readonly dearer: number;
	readonly customers: number;
	readonly deals: number;
	readonly newFiles: number;
	readonly goneFiles: number;
}

export interface ReapitChanges {
	readonly contacts: number;
	readonly newContacts: number;
	readonly goneContacts: number;
	readonly properties: number;
	readonly newProperties: number;
}

export interface SandboxChanges {
	readonly spark: SparkChanges;
	readonly realpad: RealpadChanges;
	readonly reapit: ReapitChanges;
}

const CHANGES: SandboxChanges = {
	spark: { edited: 40, inserted: 12, removed: 9, photos: 8, members: 1, openHouses: 6, contacts: 5 },
	realpad: { sold: 6, dearer: 10, customers: 8, deals: 3, newFiles: 6, goneFiles: 2 },
	reapit: { contacts: 15, newContacts: 6, goneContacts: 3, properties: 10, newProperties: 4 },
};

/** The hour ends Realpad's cool-downs too: they are counted by the sandbox's clock. */
export function changeSandbox(sandbox: Sandbox): SandboxChanges {
	sandbox.clock.advance(HOUR_MS);
	changeSpark(sandbox, CHANGES.spark);
	changeRealpad(sandbox, CHANGES.realpad);
	changeReapit(sandbox, CHANGES.reapit);
	return CHANGES;
}

function changeSpark(sandbox: Sandbox, changes: SparkChanges): void {
	const { spark } = sandbox;
	spark.edit('Property', changes.edited);
	spark.insert('Property', changes.inserted);
	spark.remove('Property', changes.removed);
	spark.rotatePhotos(changes.photos);
	moveMembers(sandbox, changes.members);
	spark.changeOpenHouses(changes.openHouses);
	spark.edit('Contacts', changes.contacts);
}

/** A member changes office: the office that holds somebody else's key will do. */
function moveMembers({ spark }: Sandbox, wanted: number): void {
	const offices = [...take(spark.records('Office'), 2)].map((office) => office.OfficeKey);
	for (const { MemberKey, OfficeKey } of take(spark.records('Member'), wanted)) {
		const target = offices.find((office) => office !== OfficeKey);
		if (typeof MemberKey === 'string' && typeof target === 'string') spark.moveMember(MemberKey, target);
	}
}

/** Units of the first project, whose history the demo reads: flats that are sold, and others that cost 2 % more. */
function changeRealpad(
	{ realpad }: Sandbox,
	{ sold, dearer, customers, deals, newFiles, goneFiles }: RealpadChanges,
): void {
	const [project] = realpad.table('list-excel-projects').rows;
	const units = realpad
		.table('list-excel-products')
		.rows.filter((row) => row.project_id === project?.project_id && row.unit_type_id === 1)
		.filter((row) => row.unit_status_id !== SOLD);
	const idOf = (row: (typeof units)[number]): number => Number(row.unit_id);
	realpad.edit('units', units.slice(0, sold).map(idOf), { statusId: SOLD });
	for (const row of units.slice(sold, sold + dearer)) {
		const [netPrice, price] = [row.price_net, row.price].map((value) => Math.round(Number(value) * 1.02));
		if (netPrice !== undefined && price !== undefined) realpad.edit('units', [idOf(row)], { netPrice, price });
	}
	realpad.insert('customers', customers);
	realpad.insert('deals', deals);
	realpad.removeFiles(goneFiles);
	realpad.addFiles(newFiles);
}

function changeReapit({ reapit }: Sandbox, changes: ReapitChanges): void {
	const [contacts, properties] = [listed(reapit, 'contacts'), listed(reapit, 'properties')];
	reapit.edit('contacts', contacts.slice(0, changes.contacts));
	reapit.remove('contacts', contacts.slice(-changes.goneContacts));
	reapit.edit('properties', properties.slice(0, changes.properties));
	// New records are made like others, some of which are archived.
	for (const [resource, count] of [
		['contacts', changes.newContacts],
		['properties', changes.newProperties],
	] as const) {
		reapit.archive(resource, reapit.insert(resource, count), false);
	}
}

/** Ids of records that are not archived: lists leave those out. */
function listed(reapit: Sandbox['reapit'], resource: string): readonly string[] {
	return [...reapit.items(resource)].flatMap(({ id, fromArchive }) =>
		typeof id === 'string' && fromArchive !== true ? [id] : [],
	);
}

export function sparkChangesText({
	edited,
	inserted,
	removed,
	photos,
	members,
	openHouses,
	contacts,
}: SparkChanges): string {
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

export function realpadChangesText({ sold, dearer, customers, deals, newFiles, goneFiles }: RealpadChanges): string {
	return [
		`${counted(sold, 'flat')} sold`,
		`prices of ${dearer} raised`,
		counted(customers, 'new customer'),
		counted(deals, 'new deal'),
		counted(newFiles, 'new file'),
		`${counted(goneFiles, 'file')} removed`,
	].join(', ');
}

export function reapitChangesText({
	contacts,
	newContacts,
	goneContacts,
	properties,
	newProperties,
}: ReapitChanges): string {
	return [
		`${counted(contacts, 'contact')} edited`,
		`${newContacts} new`,
		`${goneContacts} removed`,
		`${counted(properties, 'property', 'properties')} edited`,
		`${newProperties} new`,
	].join(', ');
}

function* take<T>(all: Iterable<T>, count: number): Generator<T> {
	let taken = 0;
	for (const one of all) {
		if (taken++ >= count) return;
		yield one;
	}
}
