/**
 * Enumerations with their labels. Unit status and type are those of the vendor's appendix and deal status that of its
 * newer page; all others, and every Czech label here, are invented for the sandbox.
 */
import { element } from '../../random.ts';

export type Language = 'cs' | 'en';

export interface Term {
	readonly id: number;
	readonly cs: string;
	readonly en: string;
}

const terms = (list: readonly (readonly [id: number, en: string, cs: string])[]): readonly Term[] =>
	list.map(([id, en, cs]) => ({ id, cs, en }));

export const unitStatuses = terms([
	[0, 'free', 'volná'],
	[1, 'pre-reserved', 'předrezervovaná'],
	[2, 'reserved', 'rezervovaná'],
	[3, 'sold', 'prodaná'],
	[4, 'not for sale', 'není na prodej'],
	[5, 'delayed', 'odložená'],
]);

export const unitTypes = terms([
	[1, 'flat', 'byt'],
	[2, 'parking', 'parkování'],
	[3, 'cellar', 'sklep'],
	[4, 'outdoor parking', 'venkovní parkování'],
	[5, 'garage', 'garáž'],
	[6, 'commercial space', 'obchodní prostor'],
	[7, 'family house', 'rodinný dům'],
	[8, 'land', 'pozemek'],
	[9, 'atelier', 'ateliér'],
	[10, 'office', 'kancelář'],
	[11, 'art workshop', 'umělecká dílna'],
	[12, 'non-residential unit', 'nebytová jednotka'],
	[13, 'motorbike parking', 'parkování pro motorku'],
	[14, 'creative workshop', 'tvůrčí dílna'],
	[15, 'townhouse', 'řadový dům'],
	[16, 'utility room', 'technická místnost'],
	[17, 'condominium', 'kondominium'],
	[18, 'storage', 'sklad'],
	[19, 'apartment', 'apartmán'],
	[20, 'accommodation unit', 'ubytovací jednotka'],
	[21, 'bike stand', 'stojan na kola'],
	[22, 'communal area', 'společný prostor'],
	[23, 'non-residential unit - other', 'nebytová jednotka – jiná'],
	[24, 'berth', 'kotviště'],
	[25, 'construction right', 'právo stavby'],
	[26, 'villa', 'vila'],
	[27, 'technical space', 'technický prostor'],
	[28, 'outdoor parking position for motorbike', 'venkovní stání pro motorku'],
	[29, 'property management unit', 'jednotka správy'],
	[30, 'attic', 'půda'],
	[31, 'backyard', 'dvůr'],
	[32, 'terrace', 'terasa'],
	[33, 'cubicle', 'kóje'],
	[34, 'tenement house', 'činžovní dům'],
	[35, 'paved area', 'zpevněná plocha'],
	[36, 'garage position', 'garážové stání'],
	[99, 'other', 'jiná'],
]);

export const dealStatuses = terms([
	[1, 'active', 'aktivní'],
	[2, 'lost', 'ztracený'],
	[3, 'won', 'vyhraný'],
	[4, 'sleeping', 'spící'],
]);

/** The vendor publishes none. */
export const lifecycles = terms([
	[1, 'inquiry', 'poptávka'],
	[2, 'viewing', 'prohlídka'],
	[3, 'pre-reservation', 'předrezervace'],
	[4, 'reservation contract', 'rezervační smlouva'],
	[5, 'future purchase contract', 'smlouva o budoucí smlouvě kupní'],
	[6, 'purchase contract', 'kupní smlouva'],
	[7, 'handover', 'předáno'],
]);

export const customerStatuses = terms([
	[1, 'new', 'nový'],
	[2, 'interested', 'zájemce'],
	[3, 'client', 'klient'],
	[4, 'not interested', 'nemá zájem'],
]);

export const sources = terms([
	[1, 'web form', 'webový formulář'],
	[2, 'portal', 'realitní portál'],
	[3, 'recommendation', 'doporučení'],
	[4, 'phone', 'telefon'],
	[5, 'banner at the site', 'banner na stavbě'],
]);

export const inquiryStatuses = terms([
	[1, 'open', 'otevřená'],
	[2, 'answered', 'zodpovězená'],
	[3, 'closed', 'uzavřená'],
]);

export const productTypes = terms([
	[1, 'kitchen', 'kuchyňská linka'],
	[2, 'air conditioning', 'klimatizace'],
	[3, 'floor upgrade', 'nadstandardní podlaha'],
	[4, 'charging station', 'nabíjecí stanice'],
]);

export const documentTypes = terms([
	[1, 'reservation contract', 'rezervační smlouva'],
	[2, 'future purchase contract', 'smlouva o smlouvě budoucí'],
	[3, 'purchase contract', 'kupní smlouva'],
	[4, 'amendment', 'dodatek'],
]);

export const inspectionTypes = terms([
	[1, 'technical inspection', 'technická přejímka'],
	[2, 'customer inspection', 'přejímka s klientem'],
	[3, 'handover', 'předání jednotky'],
]);

export const defectStatuses = terms([
	[1, 'accepted', 'přijatá'],
	[2, 'in repair', 'v opravě'],
	[3, 'removed', 'odstraněná'],
	[4, 'rejected', 'zamítnutá'],
]);

export const eventTypes = terms([
	[1, 'call', 'hovor'],
	[2, 'e-mail', 'e-mail'],
	[3, 'meeting', 'schůzka'],
	[4, 'viewing', 'prohlídka'],
]);

/** Numbers by a public client of the vendor. */
export const invoiceStatuses = terms([
	[1, 'new', 'nová'],
	[2, 'review #1', 'kontrola č. 1'],
	[3, 'review #2', 'kontrola č. 2'],
	[4, 'approval', 'schvalování'],
	[5, 'fully approved', 'plně schválená'],
	[6, 'fully rejected', 'plně zamítnutá'],
]);

export const consentTypes = terms([
	[1, 'marketing e-mails', 'zasílání novinek'],
	[2, 'processing of personal data', 'zpracování osobních údajů'],
]);

export function termAt(list: readonly Term[], index: number): number {
	return element(list, index).id;
}

export function label(list: readonly Term[], id: number, language: Language): string {
	const found = list.find((term) => term.id === id);
	if (found === undefined) throw new RangeError(`No member ${id} in an enumeration of ${list.length}`);
	return found[language];
}
