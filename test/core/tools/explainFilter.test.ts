/** `explain_filter`: what filters select, what is wrong with them, and what they match here. */
import { expect, test } from 'vitest';
import { store, tools } from './toolRig.ts';

const people = [
	{ id: 'A', metadata: { city: 'London', score: 5 } },
	{ id: 'B', metadata: { city: 'Oxford', score: 50 } },
	{ id: 'C', metadata: null },
];

test('a right filter is explained, with the SQL that does the same', async () => {
	const { said } = await tools().call('explain_filter', { filters: ["metadata.city $eq 'London'"] });
	expect(said).toMatchObject({ isRefused: false, filters: [{ filter: "metadata.city $eq 'London'", findings: [] }] });
	expect(said.explanation).toMatch(/^Selects records whose metadata has city equal to "London"/);
	expect(said.sql).toContain('metadata');
});

test('a wrong one comes with what is wrong, why, and how it should be written', async () => {
	const { said } = await tools().call('explain_filter', { filters: ["metadata.city $neq 'London'"] });
	expect(said.isRefused).toBe(true);
	expect(said.filters[0]!.findings[0]!).toMatchObject({
		code: 'FH111',
		severity: 'error',
		why: expect.any(String) as unknown,
	});
	expect(said.filters[0]!.findings[0]!.fixes[0]!.result).toBe("metadata.city $ne 'London'");
});

test('with a dataset, fields are checked against its data and matching rows are counted', async () => {
	const { project, call } = tools();
	store(project, 'agency', 'contacts', people, 'id');
	const known = await call('explain_filter', { filters: ["metadata.city $eq 'london'"], dataset: 'agency/contacts' });
	expect(known.said.matches).toMatchObject({ rows: 3, matching: 1 });
	const unknown = await call('explain_filter', { filters: ["metadata.citty $eq 'x'"], dataset: 'agency/contacts' });
	expect(unknown.said.filters[0]!.findings.map(({ code }) => code)).toContain('FH150');
	const wrong = await call('explain_filter', { filters: ['metadata.city $eq'], dataset: 'agency/contacts' });
	expect(wrong.said).not.toHaveProperty('matches');
	const nowhere = await call('explain_filter', { filters: ['metadata.a $eq 1'], dataset: 'agency' });
	expect(nowhere.said.error.reason).toBe('usage');
});
