import { expect, test } from 'vitest';
import { bodyTemplate } from '../../../../../src/core/sources/reapit/entities/bodyTemplate.ts';
import { checkBody } from '../../../../../src/core/sources/reapit/entities/checkBody.ts';
import { reapitModels } from '../../../../../src/vendor/reapit/models.ts';

test('a draft names the required fields, each without a value', () => {
	const properties = {
		surname: { type: 'string', required: true },
		consent: { type: 'string', enum: ['grant', 'deny'], required: true },
		officeIds: { type: 'array', required: true },
		address: { type: 'object', required: true, properties: { line1: { type: 'string', required: true } } },
		price: { type: 'number', required: true },
		notes: { type: 'string' },
	} as const;
	expect(bodyTemplate(properties)).toEqual({
		...{ surname: '', consent: '', officeIds: [], address: { line1: '' }, price: null },
	});
});

test('the draft of a contact is not sent by mistake: its choice is still to be made', async () => {
	const { models } = await reapitModels();
	const model = models.CreateContactModel;
	if (model === undefined) throw new Error('Reapit has contacts');
	const problems = checkBody(bodyTemplate(model.properties), model, false);
	expect(problems.map(({ path }) => path.join('.'))).toContain('marketingConsent');
});
