/** `$metadata`: the service described in EDMX, with keys, types, enumerations, relations and readable local names. */
import type { FieldSpec } from '../data/fields.ts';
import { lookups, memberName } from '../data/lookups.ts';
import { ownedFields, relationKeys } from '../data/relations.ts';
import type { OwnedRelation } from '../data/relations.ts';
import type { World } from '../data/world.ts';
import { customFields, customFieldsName, entitySet, entitySets, expandables } from './entities.ts';
import type { DictionaryVersion, View } from './view.ts';

const namespace = 'org.reso.metadata';
const enums = `${namespace}.enums`;
const localName = 'MLS.OData.Metadata.LocalName';

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function metadata(world: World, view: View): string {
	const { version } = view;
	const relationTypes = (Object.keys(ownedFields) as OwnedRelation[]).map((relation) =>
		entityType(relation, relationKeys[relation], ownedFields[relation], version, []),
	);
	const types = entitySets.map((name) => {
		const set = entitySet(world, name, view);
		const navigation = expandables(name, version).map(
			(to) => `<NavigationProperty Name="${to}" Type="Collection(${namespace}.${to})"/>`,
		);
		return entityType(name, set.key, set.fields, version, navigation);
	});
	const sets = entitySets.map(
		(name) => `<EntitySet Name="${name}" EntityType="${namespace}.${name}">${bindings(name, version)}</EntitySet>`,
	);
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
		`<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
		...types,
		...relationTypes,
		...(version === 2 ? [customFieldsType()] : []),
		`<EntityContainer Name="Container">${sets.join('')}</EntityContainer>`,
		'</Schema>',
		...(version === 2 ? [enumerations()] : []),
		'</edmx:DataServices></edmx:Edmx>',
	].join('\n');
}

function bindings(name: (typeof entitySets)[number], version: DictionaryVersion): string {
	return expandables(name, version).includes('OpenHouse')
		? '<NavigationPropertyBinding Path="OpenHouse" Target="OpenHouse"/>'
		: '';
}

function entityType(
	name: string,
	key: string,
	fields: readonly FieldSpec[],
	version: DictionaryVersion,
	navigation: readonly string[],
): string {
	return [
		`<EntityType Name="${name}"><Key><PropertyRef Name="${key}"/></Key>`,
		...fields.map((field) => property(field, field.name, version, field.name !== key)),
		...navigation,
		'</EntityType>',
	].join('\n');
}

function property(field: FieldSpec, name: string, version: DictionaryVersion, isNullable: boolean): string {
	const facets = [
		`Name="${name}"`,
		`Type="${edmType(field, version)}"`,
		...(field.maxLength === undefined ? [] : [`MaxLength="${field.maxLength}"`]),
		...(field.precision === undefined ? [] : [`Precision="${field.precision}"`]),
		...(field.scale === undefined ? [] : [`Scale="${field.scale}"`]),
		...(isNullable ? [] : ['Nullable="false"']),
	].join(' ');
	const notes = [
		...(field.label === undefined ? [] : [`<Annotation Term="${localName}" String="${escaped(field.label)}"/>`]),
		...(version === 3 && field.lookup !== undefined
			? [`<Annotation Term="RESO.OData.Metadata.LookupName" String="${field.lookup}"/>`]
			: []),
	].join('');
	return notes === '' ? `<Property ${facets}/>` : `<Property ${facets}>${notes}</Property>`;
}

function edmType(field: FieldSpec, version: DictionaryVersion): string {
	const single = version === 2 && field.lookup !== undefined ? `${enums}.${field.lookup}` : `Edm.${field.type}`;
	return field.isCollection === true ? `Collection(${single})` : single;
}

/** Dictionary 1.x: one object of custom fields per listing, names encoded, readable text in the annotation. */
function customFieldsType(): string {
	const properties = customFields.map(({ field, encoded }) => property(field, encoded, 2, true));
	return [`<EntityType Name="${customFieldsName}">`, ...properties, '</EntityType>'].join('\n');
}

function enumerations(): string {
	const types = Object.entries(lookups).map(([name, values]) => {
		const members = values.map((value, i) => {
			const member = `<Member Name="${memberName(value)}" Value="${i}">`;
			return `${member}<Annotation Term="RESO.OData.Metadata.StandardName" String="${escaped(value)}"/></Member>`;
		});
		return `<EnumType Name="${name}">${members.join('')}</EnumType>`;
	});
	return `<Schema Namespace="${enums}" xmlns="http://docs.oasis-open.org/odata/ns/edm">\n${types.join('\n')}\n</Schema>`;
}
