/** Parameters, narrowness, waits in texts and proposed file names: what is decided without the vendor. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkParameters } from '../../../../src/core/sources/realpad/checkParameters.ts';
import { proposedFileName } from '../../../../src/core/sources/realpad/contentDisposition.ts';
import { isNarrow } from '../../../../src/core/sources/realpad/narrowness.ts';
import { datasetOf, realpadDatasets } from '../../../../src/core/sources/realpad/realpadDatasets.ts';
import { endpointOf, endpoints } from '../../../../src/core/sources/realpad/realpadEndpoints.ts';
import type { Endpoint } from '../../../../src/core/sources/realpad/realpadEndpoints.ts';
import { waitInText } from '../../../../src/core/sources/realpad/throttleText.ts';

function endpoint(id: string): Endpoint {
	const found = endpointOf(id);
	if (found === undefined) throw new Error(`there is no ${id}`);
	return found;
}

test.each<[string, Readonly<Record<string, string>>, string]>([
	['products', { projectid: '1' }, "Did you mean 'projectids'?"],
	['products', { headermod: 'ids' }, "Did you mean 'headermode'?"],
	['products', { headermode: 'id' }, "Did you mean 'ids'?"],
	['products', { xlsx: 'false' }, 'Choose the file format with --format xlsx or --format xls'],
	['products', { password: 'x' }, 'The password is a secret of the connection: store it as such'],
	['products', { projectids: '1;2' }, 'Only these projects; exactly one waives the cool-down.'],
	['products', { creationdatefrom: '2026-02-30' }, 'Created on this day or later.'],
	['products', { creationdatefrom: '2026-05-02', creationdateto: '2026-05-01' }, 'Swap the two days'],
	['defects', { mode: 'DEAL_DEFECT' }, "Did you mean 'DEAL_DEFECTS'?"],
	['projects', { fulltext: 'Karlín' }, 'It takes: headermode'],
	['project-units-history', {}, 'Add --param projectid=…'],
	['unit-history', {}, 'Add --param unitid=…'],
	['invoices', { filter_status: '1,9' }, 'Choose from: 1 new, 2 review #1'],
])('%s is not asked with %j', (id, parameters, next) => {
	const refuse = (): void => checkParameters(endpoint(id), parameters);
	expect(refuse).toThrow(expect.objectContaining({ reason: 'usage', next: expect.stringContaining(next) as unknown }));
});

test.each<[string, Readonly<Record<string, string>>]>([
	['products', { headermode: 'labels_ids', projectids: '1,2', statusids: '3' }],
	['defects', { mode: 'INSPECTION_DEFECTS_COMBINED' }],
	['project-units-history', { projectid: 'all' }],
	['invoices', { filter_status: '1,6', filter_issued_from: '2026-01-01', filter_issued_to: '2026-12-31' }],
])('%s takes %j', (id, parameters) => {
	expect(() => checkParameters(endpoint(id), parameters)).not.toThrow();
});

test.each<[string, Readonly<Record<string, string>>, boolean]>([
	['products', {}, false],
	['products', { projectids: '12' }, true],
	['products', { projectids: '12,13' }, false],
	['products', { fulltext: 'Karlin' }, true],
	['products', { fulltext: ' Karl ' }, false],
	['products', { creationdatefrom: '2026-05-01', creationdateto: '2026-05-31' }, true],
	['products', { creationdatefrom: '2026-05-01', creationdateto: '2026-06-01' }, false],
	['products', { creationdatefrom: '2026-05-01' }, false],
	['business-cases', { creationdatefrom: '2026-05-01', creationdateto: '2026-05-02' }, false],
	['business-cases', { projectids: '1' }, true],
	['projects', { projectids: '1' }, false],
])('%s with %j is narrow: %s', (id, parameters, narrow) => {
	expect(isNarrow(endpoint(id), parameters)).toBe(narrow);
});

const noon = Date.parse('2026-05-01T10:00:00Z'); // 12:00 in Prague

test.each<[string, number | undefined]>([
	['Try again in 243 seconds.', 243],
	['Zkuste to znovu za 4 min 3 s', 243],
	['Další pokus za 5 minut.', 300],
	['You are banned for 24 hours', 86_400],
	['Next at 2026-05-01T10:05:00Z', 300],
	['Next at 2026-05-01T12:05:00+02:00', 300],
	['Next at 2026-05-01 12:05:00', 300],
	['Znovu 1. 5. 2026 12:05', 300],
	['It will be possible at 12:04:30', 270],
	['It will be possible at 00:10', 43_800],
	['Too many requests', undefined],
	['In 400 hours', undefined],
	['Error 429', undefined],
])('"%s" means a wait of %s seconds', (text, seconds) => {
	expect(waitInText(text, noon)).toBe(seconds === undefined ? undefined : seconds * 1000);
});

test('no text of a vendor makes a wait of more than a day or of less than nothing', () => {
	fc.assert(
		fc.property(fc.string(), fc.integer({ min: 0, max: 4_000_000_000_000 }), (text, at) => {
			const ms = waitInText(text, at);
			return ms === undefined || (ms >= 0 && ms <= 25 * 3_600_000);
		}),
	);
});

test.each<[string | null, string | undefined]>([
	['attachment; filename="products.xlsx"', 'products.xlsx'],
	['attachment; filename=products.xls', 'products.xls'],
	['attachment; filename="x.xls"; filename*=UTF-8\'\'%C5%BElu%C5%A5ou%C4%8Dk%C3%BD.xls', 'žluťoučký.xls'],
	["inline; filename*=iso-8859-1''na%EFve.xls", 'naïve.xls'],
	['attachment; filename="a \\"b\\"; c.xls"', 'a "b"; c.xls'],
	[`attachment; filename="${Buffer.from('žluť.xls').toString('latin1')}"`, 'žluť.xls'],
	['attachment; filename="na\u00efve.xls"', 'na\u00efve.xls'],
	['filename="bare.xls"', 'bare.xls'],
	['attachment', undefined],
	[null, undefined],
])('%s proposes the name %s', (header, name) => {
	expect(proposedFileName(header)).toBe(name);
});

test('every export of the issue is in the catalogue, and every dataset can be found by its name', () => {
	const names =
		'customers sales-status customers-contacts inquiries products business-cases projects deal-documents payments-prescribed payments-prescribed-lines payments-incoming additional-products inspections defects tasks events project-units-history unit-history invoices customer-consents deals';
	expect(endpoints.map(({ id }) => id).toSorted()).toEqual(names.split(' ').toSorted());
	for (const { id } of realpadDatasets()) expect(datasetOf(id, 'prague').id).toBe(id);
	expect(() => datasetOf('product', 'prague')).toThrow(
		expect.objectContaining({ next: 'Did you mean prague/products?' }),
	);
});
