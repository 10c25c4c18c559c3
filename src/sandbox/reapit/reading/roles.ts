/** The roles of a contact or company: everyone whom it stands behind, whether archived or not. */
import type { JsonObject, StoredRecord } from '../contract.ts';
import { textOf } from '../data/common.ts';
import { findBy } from './context.ts';
import type { ReadContext } from './context.ts';
import { ownerField, singular } from './singular.ts';

const owners = ['applicants', 'landlords', 'vendors', 'tenancies'] as const;

/** A role has the id of the relationship that it is; that with an offer has the offer's. */
export function rolesIn(context: ReadContext, type: 'contact' | 'company', id: string): readonly StoredRecord[] {
	const own = ownerField(type === 'contact' ? 'contacts' : 'companies');
	const role = (record: StoredRecord, associatedType: string, associatedId: string): StoredRecord => ({
		id: record.id,
		created: record.created,
		modified: record.modified,
		[own]: id,
		associatedType,
		associatedId,
		fromArchive: record.fromArchive === true,
	});
	const ofOwners = owners.flatMap((owner) =>
		findBy(context, `${owner}/relationships`, 'associatedId', id)
			.filter((record) => record.associatedType === type)
			.map((record) => role(record, singular(owner), textOf(record, ownerField(owner)))),
	);
	const ofOffers = findBy(context, 'offers', own, id).map((offer) => role(offer, 'offer', offer.id));
	return [...ofOwners, ...ofOffers].toSorted(byCreation);
}

function byCreation(one: JsonObject, other: JsonObject): number {
	return textOf(one, 'created') < textOf(other, 'created') ? -1 : 1;
}
