/** The way of a unit, as Realpad numbers it. */
import { expect, test } from 'vitest';
import { unitStages } from '../../../src/vscode/plots/unitStages.ts';

test('from free to sold; what is not offered or delayed is no step on it', () => {
	expect(unitStages()).toEqual({
		stages: ['free', 'pre-reserved', 'reserved', 'sold'],
		aside: ['not for sale', 'delayed'],
	});
});
