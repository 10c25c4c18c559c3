/** New records: checked here first, then created; what the vendor refuses is shown at the user's own fields. */
import { expect, test } from 'vitest';
import { JsonText } from '../../../../../src/core/sources/reapit/entities/jsonText.ts';
import { InvalidFields } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import { invalid, noSignal, openVendor } from '../vendorRig.ts';

const SOUND = { surname: 'Moor', marketingConsent: 'grant', officeIds: ['OXF'], negotiatorIds: ['JAS'] };

test('the new id is read from the Location, absolute or relative', async () => {
	const locations = ['https://platform.reapit.cloud/contacts/OXF%2018', '/contacts/OXF19/'];
	const { entities, vendor } = await openVendor(() => ({
		status: 201,
		headers: { location: locations.shift() ?? '' },
	}));
	const create = () => entities.create('contacts', { value: SOUND }, {}, noSignal);
	expect((await create()).id).toBe('OXF 18');
	expect(await create()).toMatchObject({ id: 'OXF19', location: '/contacts/OXF19/', requestId: 'amzn-1' });
	expect(vendor.asked[0]).toMatchObject({ method: 'POST', path: '/contacts/', json: SOUND });
	expect(vendor.asked[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'reapit-customer': 'SBOX' });
});

test('a journal entry is created without an id: the vendor answers 204', async () => {
	const { entities } = await openVendor(() => ({ status: 204 }));
	const created = entities.create('journalEntries', { value: { description: 'Called' } }, {}, noSignal);
	expect(await created).toMatchObject({ id: undefined, location: undefined });
});

test('what the model forbids is found before anything is sent, all at once, each at its line', async () => {
	const { entities, vendor } = await openVendor(() => ({ status: 500 }));
	const text = JsonText.parse(
		`{
	"surnme": "Moor",
	"marketingConsent": "granted",
	"dateOfBirth": "1980-02-30",
	"active": "yes",
	"officeIds": ["OXF", 7],
	"primaryAddress": { "type": "home", "lin1": "High St" },
	"homePhone": 1234
}`,
		'contact.json',
	);
	const error = await entities.create('contacts', text, {}, noSignal).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(InvalidFields);
	const lines = (error as InvalidFields).why.split('\n');
	expect(lines).toEqual(
		expect.arrayContaining([
			"contact.json:2:12 surnme: is not a field: did you mean 'surname'?",
			"contact.json:3:22 marketingConsent: has no value 'granted': did you mean 'grant'? (grant, deny, notAsked)",
			'contact.json:4:17 dateOfBirth: takes a day that exists, such as 2026-05-01',
			'contact.json:5:12 active: must be a boolean, not a string',
			'contact.json:6:23 officeIds[1]: must be a string, not a number',
			"contact.json:7:46 primaryAddress.lin1: is not a field: did you mean 'line1'?",
			'contact.json:8:15 homePhone: must be a string, not a number',
			'contact.json:1:1 negotiatorIds: is required and missing',
		]),
	);
	expect(vendor.asked).toEqual([]);
	const unchecked = entities.create('contacts', text, { isUnchecked: true }, noSignal);
	await expect(unchecked).rejects.toMatchObject({ status: 500 });
});

test('the vendor’s refusals are tied to the fields of the user’s text, however it spells them', async () => {
	const { entities } = await openVendor(() =>
		invalid([
			{ field: 'MarketingConsent', message: 'The enum value provided is incorrect' },
			{ field: 'OfficeIds[0]', message: 'Office does not exist' },
			{ field: 'body.primaryAddress.Line1', message: 'Too long' },
			{ field: 'Title', message: 'Must be provided' },
		]),
	);
	const text = JsonText.parse(
		'{\n"marketingConsent": "grant",\n"officeIds": ["X"], "negotiatorIds": ["JAS"],\n"surname": "M", "primaryAddress": {"line1": "?", "type": "home"}\n}',
		'c.json',
	);
	const error = await entities.create('contacts', text, {}, noSignal).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ reason: 'badRequest', status: 422, requestId: 'amzn-1' });
	expect((error as InvalidFields).fields).toEqual([
		{ path: ['marketingConsent'], message: 'The enum value provided is incorrect', position: { line: 2, column: 21 } },
		{ path: ['officeIds', 0], message: 'Office does not exist', position: { line: 3, column: 15 } },
		{ path: ['primaryAddress', 'line1'], message: 'Too long', position: { line: 4, column: 45 } },
		{ path: ['title'], message: 'Must be provided', position: { line: 1, column: 1 } },
	]);
});

test('a creation is never sent twice; where no answer came, it is said that the record may be there', async () => {
	const { entities, vendor } = await openVendor(() => ({
		status: 504,
		json: { message: 'Endpoint request timed out' },
	}));
	const error = await entities.create('contacts', { value: SOUND }, {}, noSignal).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ reason: 'unavailable', status: 504 });
	expect((error as Error).message).toContain('not known whether it was created');
	expect(vendor.asked).toHaveLength(1);
});

test('times need a zone, and a day alone is allowed where a time may stand', async () => {
	const { entities } = await openVendor(() => ({ status: 201, headers: { location: '/appointments/A1' } }));
	const appointment = (start: string) =>
		entities.create('appointments', { value: { start, typeId: 'VW', negotiatorIds: ['JAS'] } }, {}, noSignal);
	for (const start of ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.1234567+01:00', '2026-05-01']) {
		expect(await appointment(start).then(() => '', String)).not.toMatch(/start:/);
	}
	await expect(appointment('2026-05-01T10:00:00')).rejects.toThrow(/start: needs a time zone: 2026-05-01T10:00:00Z/);
	await expect(appointment('01/05/2026')).rejects.toThrow(/start: takes a date and time with a zone/);
});
