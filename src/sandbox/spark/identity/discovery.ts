/** The identity service's discovery document: the vendor's, with this sandbox's addresses. */
import type { JsonObject } from '../../json.ts';

export function discovery(origin: string): JsonObject {
	return {
		issuer: origin,
		jwks_uri: `${origin}/openid/jwks.json`,
		authorization_endpoint: `${origin}/openid/authorize`,
		token_endpoint: `${origin}/openid/token`,
		userinfo_endpoint: `${origin}/openid/userinfo`,
		revocation_endpoint: `${origin}/openid/revoke`,
		// The vendor lists the implicit and hybrid flows too; the sandbox serves the code flow.
		response_types_supported: ['code'],
		subject_types_supported: ['public', 'pairwise'],
		id_token_signing_alg_values_supported: ['RS256'],
		scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'RESO', 'FBS'],
		token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
		claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email', 'MemberMlsId', 'OfficeKey'],
		claims_parameter_supported: true,
	};
}
