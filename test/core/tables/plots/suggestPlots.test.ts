/** What is drawn before anybody has chosen. */
import { expect, test } from 'vitest';
import { suggestPlots } from '../../../../src/core/tables/plots/suggestPlots.ts';
import { fieldsOf } from './plotRig.ts';
import type { Row } from './plotRig.ts';

const listings: readonly Row[] = Array.from({ length: 60 }, (_, nth) => ({
	ListingKey: `K${nth}`,
	ListingId: 1000 + nth,
	StandardStatus: ['Active', 'Pending', 'Closed'][nth % 3],
	ListPrice: 100_000.5 + nth,
	OnMarketDate: `2026-01-${String((nth % 28) + 1).padStart(2, '0')}`,
	Latitude: 50 + nth / 100,
	Longitude: 14 + nth / 100,
	address: { line1: `Street ${nth}`, geolocation: { latitude: 51 + nth / 100, longitude: nth / 100 } },
}));

test('listings: by their state, spread of prices, over time, on their places', async () => {
	const { byKind, first } = suggestPlots(await fieldsOf(listings), undefined);
	expect(byKind).toEqual({
		distribution: { kind: 'distribution', field: 'ListPrice' },
		time: { kind: 'time', field: 'OnMarketDate', measure: { of: 'rows' }, bucket: 'auto' },
		category: { kind: 'category', field: 'StandardStatus', measure: { of: 'rows' }, top: 20 },
		scatter: { kind: 'scatter', x: 'Longitude', y: 'Latitude' },
	});
	expect(first).toEqual(byKind.category);
});

test.each([
	['ListPrice', 'distribution'],
	['OnMarketDate', 'time'],
	['Latitude', 'scatter'],
	['ListingKey', 'distribution'],
])('at %s it is its %s', async (at, kind) => {
	expect(suggestPlots(await fieldsOf(listings), undefined, at).first?.kind).toBe(kind);
});

test('places within JSON are found where there are no others', async () => {
	const rows = listings.map(({ address }) => ({ address }));
	expect(suggestPlots(await fieldsOf(rows), undefined).byKind.scatter).toEqual({
		kind: 'scatter',
		x: 'address.geolocation.longitude',
		y: 'address.geolocation.latitude',
	});
});

test('a column that holds known stages is a funnel, whatever it is called', async () => {
	const known = { stages: ['free', 'sold'], aside: ['delayed'] };
	const rows = ['free', 'sold', 'sold'].map((stav, nth) => ({ id: nth, stav_name: stav }));
	const { first } = suggestPlots(await fieldsOf(rows), known);
	expect(first).toEqual({ kind: 'funnel', field: 'stav_name', ...known });
	expect(suggestPlots(await fieldsOf([{ stav_name: 'volná' }]), known).byKind.funnel).toBeUndefined();
});

test('a table with nothing in it suggests nothing that fails', () => {
	expect(suggestPlots([], undefined)).toEqual({ byKind: {}, first: undefined });
});
