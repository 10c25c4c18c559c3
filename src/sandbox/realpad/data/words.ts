/** Words for believable Czech developments. Persons, companies and streets are put together by chance; none is real. */

export const cities = [
	{ name: 'Praha 5', zip: '150 00' },
	{ name: 'Praha 9 – Vysočany', zip: '190 00' },
	{ name: 'Brno', zip: '602 00' },
	{ name: 'Plzeň', zip: '301 00' },
	{ name: 'České Budějovice', zip: '370 01' },
	{ name: 'Hradec Králové', zip: '500 02' },
	{ name: 'Říčany', zip: '251 01' },
	{ name: 'Třebíč', zip: '674 01' },
	{ name: 'Žďár nad Sázavou', zip: '591 01' },
	{ name: 'Uherské Hradiště', zip: '686 01' },
] as const;

export const streets = [
	'Na Výsluní',
	'Lipová',
	'U Železné lávky',
	'Šípková',
	'Příčná',
	'Pod Kaštany',
	'Dělnická',
	'Třešňová',
	'Ke Mlýnu',
	'Zahradní',
	'Údolní',
	'Náměstí Míru',
] as const;

export const projectNames = [
	'Rezidence Na Výsluní',
	'Byty Žižkova louka',
	'Zelené údolí – I. etapa',
	'Zelené údolí – II. etapa',
	'Viladomy Šípková',
	'Nový Mlýn',
	'Čtvrť U Řeky',
	'Panorama Třešňovka',
	'Dům Jantar & Ořech',
	'Pod Kaštany',
	'Lofty Stará přádelna',
	'Villa Park Říčany',
] as const;

export const men = [
	'Jan',
	'Petr',
	'Tomáš',
	'Jiří',
	'Ondřej',
	'Matěj',
	'Řehoř',
	'Vojtěch',
	'Luděk',
	'Šimon',
	'Čeněk',
] as const;
export const women = [
	'Jana',
	'Eliška',
	'Božena',
	'Žaneta',
	'Kateřina',
	'Růžena',
	'Tereza',
	'Zdeňka',
	'Aneta',
	'Šárka',
] as const;
/** His name and hers. */
export const surnames = [
	['Novotný', 'Novotná'],
	['Dvořák', 'Dvořáková'],
	['Černý', 'Černá'],
	['Procházka', 'Procházková'],
	['Kučera', 'Kučerová'],
	['Růžička', 'Růžičková'],
	['Šťastný', 'Šťastná'],
	['Říha', 'Říhová'],
	['Ježek', 'Ježková'],
	['Ďuriš', 'Ďurišová'],
	['Vlček', 'Vlčková'],
	['Holub', 'Holubová'],
	['Beneš', 'Benešová'],
	['Žák', 'Žáková'],
	['Pěnička', 'Pěničková'],
	['Kolář', 'Kolářová'],
] as const;
export const degrees = ['', '', '', '', 'Ing.', 'Mgr.', 'MUDr.', 'Bc.', 'JUDr.', 'Ing. arch.'] as const;

export const companies = [
	'Stavby Kolomaz s.r.o.',
	'Zednictví Úhor & syn',
	'Elektro Výboj s.r.o.',
	'Instalatéři "Kapka" v.o.s.',
	'Okna Průhled a.s.',
	'Podlahy Vlna s.r.o.',
	'Výtahy Nahoru, a.s.',
	'Malby Štětka',
] as const;

export const notes = [
	'',
	'',
	'',
	'Preferuje jižní orientaci.',
	'Volat po 17. hodině.',
	'Čeká na schválení hypotéky; ozve se sám.',
	'Zájem o dvě parkovací stání.\nSklep podmínkou.',
	'Přijde s rodiči, rozhodnutí do konce měsíce.',
	'„Krásný výhled“ – chce znovu vidět 5. patro.',
	'Sleva 2 % schválena vedením & zapsána do smlouvy <dodatek č. 1>.',
] as const;

export const tags = [
	'',
	'',
	'VIP',
	'investor',
	'VIP, investor',
	'hypotéka',
	'první bydlení',
	'čekací listina',
] as const;
export const layouts = ['1+kk', '2+kk', '2+kk', '3+kk', '3+kk', '3+1', '4+kk', '5+kk'] as const;
export const directions = ['S', 'SV', 'V', 'JV', 'J', 'JZ', 'Z', 'SZ', 'J/Z', 'V/Z'] as const;

export const defects = [
	'Prasklina v omítce nad dveřmi',
	'Netěsní okno, ve spodní části táhne',
	'Škrábanec na podlaze (cca 12 cm)',
	'Nefunguje zásuvka u postele',
	'Dveře drhnou o práh',
	'Spára v koupelně není zasilikonovaná',
	'Kape kohoutek',
	'Radiátor netopí ani při plném výkonu',
] as const;
export const rooms = [
	'Koupelna',
	'Ložnice',
	'Obývací pokoj',
	'Kuchyňský kout',
	'Chodba',
	'Dětský pokoj',
	'WC',
	'Balkón',
] as const;
export const taskTitles = [
	'Zavolat zpět',
	'Poslat kupní smlouvu',
	'Připravit kalkulaci',
	'Domluvit prohlídku',
	'Ověřit úhradu zálohy',
	'Doplnit přílohu č. 3',
] as const;
