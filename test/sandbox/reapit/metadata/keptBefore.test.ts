/** Where an application is to have kept metadata before: enough that filters have something to select. */
import { expect, test } from 'vitest';
import { openReapit } from '../rig.ts';

const filter = (expression: string): string => `metadata=${encodeURIComponent(expression)}`;

test('contacts and properties carry documents of the server application, the same on every start', async () => {
	await using rig = await openReapit({ metadata: 'agency' });
	await using again = await openReapit({ metadata: 'agency' });
	for (const list of ['/contacts/', '/properties/']) {
		const rows = await rig.walk(list);
		const held = rows.filter(({ metadata }) => metadata !== null).length / rows.length;
		expect(held, list).toBeGreaterThan(0.5);
		expect(held, list).toBeLessThan(0.9);
		expect((await again.walk(list)).map(({ metadata }) => metadata)).toEqual(rows.map(({ metadata }) => metadata));
	}
});

test('every type of field narrows a list without emptying it', async () => {
	await using rig = await openReapit({ metadata: 'agency' });
	const today = new Date(rig.sandbox.clock.told()).toISOString().slice(0, 10);
	const cases = [
		['/contacts/', "metadata.stage $eq 'won'"],
		['/contacts/', "metadata.city $in 'Oxford','Bath'"],
		['/contacts/', 'metadata.budget $gte 500000'],
		['/contacts/', 'metadata.vip $eq true'],
		['/contacts/', "metadata.interests $con 'garden','parking'"],
		['/contacts/', `metadata.lastContact $lt ${today}T00:00:00Z`],
		['/contacts/', 'metadata.campaign.spend $gt 100.5'],
		['/properties/', `metadata.chaseDate $gte ${today}`],
	] as const;
	for (const [list, expression] of cases) {
		const all = await rig.get(`${list}?pageSize=1`);
		const narrowed = await rig.get(`${list}?pageSize=1&${filter(expression)}`);
		expect(narrowed.status, narrowed.text).toBe(200);
		expect(narrowed.body.totalCount, expression).toBeGreaterThan(0);
		expect(narrowed.body.totalCount, expression).toBeLessThan(all.body.totalCount);
	}
});

test('without being told so there is none', async () => {
	await using rig = await openReapit();
	const rows = await rig.walk('/properties/');
	expect(rows.every(({ metadata }) => metadata === null)).toBe(true);
});
