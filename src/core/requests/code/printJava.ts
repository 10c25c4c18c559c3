/** A request as a Java program (17 and later), on the platform's HttpClient and Jackson. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, lines, pieces, quoted } from './codeText.ts';
import { writtenText } from './processVariable.ts';

export function printJava(plan: CodePlan): string {
	const { signIn } = plan;
	const members = pieces(constantsOf(plan), mainOf(plan), sendOf(signIn), tokenOf(signIn), helpers).trimEnd();
	const needed = environmentOf(plan);
	return ascii(`// ${commentText(plan.title).replaceAll('\\', '\\ ')}
${needed.length === 0 ? '' : `// Reads ${needed.join(', ')} from the environment.\n`}import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public class Main {
${members
	.split('\n')
	.map((line) => (line === '' ? '' : `    ${line}`))
	.join('\n')}
}
`);
}

/** The compiler takes a file to be in the machine's encoding, which need not be UTF-8. */
function ascii(text: string): string {
	return text.replaceAll(/[^\0-\x7F]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Java reads \\u escapes before anything else; control signs are written as octal instead. */
function literal(text: string): string {
	return quoted(text).replaceAll(/\\(?:u00([01][\da-f])|.)/g, (escape, hex: string | undefined) =>
		hex === undefined ? escape : `\\${Number.parseInt(hex, 16).toString(8).padStart(3, '0')}`,
	);
}

function pair(name: string, value: string): string {
	return `Map.entry(${written(name)}, ${written(value)})`;
}

function written(text: string): string {
	return writtenText(text, { literal, variable: (name) => `env(${literal(name)})`, joint: ' + ' }) ?? literal('');
}

function list(entries: readonly string[]): string {
	return entries.length === 0 ? 'List.of()' : `List.of(\n${lines([entries.join(',\n    ')], '    ')}\n)`;
}

const PAIRS = 'List<Map.Entry<String, String>>';

function constantsOf({ address, query, headers, body, signIn }: CodePlan): string {
	const fields =
		signIn.kind === 'form'
			? [
					`Map.entry("login", env(${literal(signIn.login)}))`,
					`Map.entry("password", env(${literal(signIn.password)}))`,
					...[...new URLSearchParams(body ?? '')].map(([name, value]) => pair(name, value)),
				]
			: [];
	return [
		`static final String ADDRESS = ${written(address)};`,
		`static final ${PAIRS} QUERY = ${list(query.map(([name, value]) => pair(name, value)))};`,
		`static final ${PAIRS} HEADERS = ${list(headers.map(([name, value]) => pair(name, value)))};`,
		...(signIn.kind === 'form'
			? [`static final String BODY = encode(${list(fields)});`]
			: body === undefined
				? []
				: [`static final String BODY = ${written(body)};`]),
		'static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();',
		'static final ObjectMapper JSON = new ObjectMapper();',
	].join('\n');
}

function mainOf(plan: CodePlan): string {
	const work = plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan);
	return `
public static void main(String[] args) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
${work}
}`;
}

function sendOf({ kind }: CodeSignIn): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
/** Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}. */
static HttpResponse<byte[]> send(String method, String url, String body, String etag) throws Exception {
    for (int attempt = 1; ; attempt++) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(120)).method(method,
            body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HEADERS.forEach(header -> request.setHeader(header.getKey(), header.getValue()));
        if (etag != null) request.setHeader("If-Match", etag);${
					signs
						? `
        request.setHeader("Authorization", "Bearer " + accessToken());`
						: ''
				}
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 429 && attempt < 8) {
            Thread.sleep(waitMs(answer, attempt));
            continue;
        }${
					renews
						? `
        if (answer.statusCode() == 401 && attempt == 1) {
            until = Instant.MIN;
            continue;
        }`
						: ''
				}
        return answer;
    }
}

/** Retry-After is seconds or a date; without it, each wait is twice the last one. */
static long waitMs(HttpResponse<?> answer, int attempt) {
    var after = answer.headers().firstValue("Retry-After").orElse(null);
    if (after == null) return 1000L << (attempt - 1);
    if (after.matches("\\\\d+")) return Long.parseLong(after) * 1000;
    var at = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return Math.max(0, Duration.between(Instant.now(), at).toMillis());
}

static byte[] checked(HttpResponse<byte[]> answer) {
    if (answer.statusCode() < 300) return answer.body();
    System.err.println("Status " + answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    System.exit(1);
    return null;
}`;
}

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `\nstatic String accessToken() {\n    return env(${literal(signIn.token)});\n}`;
		case 'client':
			return `${held}
static JsonNode requestToken() throws Exception {
    var client = env(${literal(signIn.id)}) + ":" + env(${literal(signIn.secret)});
    var form = encode(List.of(Map.entry("client_id", env(${literal(signIn.id)})), Map.entry("grant_type", "client_credentials")));
    var request = HttpRequest.newBuilder(URI.create(${literal(signIn.url)}))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
    return JSON.readTree(checked(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray())));
}`;
		case 'refresh':
			return `${held}
static JsonNode requestToken() throws Exception {
    var file = Path.of(env(${literal(signIn.file)}));
    var fields = List.of(
        Map.entry("grant_type", "refresh_token"),
        Map.entry("client_id", env(${literal(signIn.id)})),${signIn.secret === undefined ? '' : `\n        Map.entry("client_secret", env(${literal(signIn.secret)})),`}
        Map.entry("refresh_token", Files.readString(file).strip()));
    var request = HttpRequest.newBuilder(URI.create(${literal(signIn.url)}))
        .header("Content-Type", ${signIn.body === 'json' ? '"application/json"' : '"application/x-www-form-urlencoded"'})
        .POST(HttpRequest.BodyPublishers.ofString(${
					signIn.body === 'json'
						? 'JSON.writeValueAsString(fields.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))'
						: 'encode(fields)'
				}))
        .build();
    var tokens = JSON.readTree(checked(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray())));
    if (tokens.hasNonNull("refresh_token")) {
        // A refresh token works once: the new one is kept before anything else happens. The file keeps its rights.
        var next = Files.copy(file, Path.of(file + ".new"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(next, tokens.get("refresh_token").asText());
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return tokens;
}`;
	}
}

const held = `
static String token = "";
static Instant until = Instant.MIN;

static String accessToken() throws Exception {
    if (Instant.now().isAfter(until)) {
        var found = requestToken();
        token = found.get("access_token").asText();
        until = Instant.now().plusSeconds(found.path("expires_in").asLong(3600) - 60);
    }
    return token;
}
`;

const helpers = `
static String env(String name) {
    var value = System.getenv(name);
    if (value == null || value.isEmpty()) throw new IllegalStateException("Set " + name + " in the environment");
    return value;
}

static String encode(List<Map.Entry<String, String>> pairs) {
    return pairs.stream()
        .map(pair -> URLEncoder.encode(pair.getKey(), StandardCharsets.UTF_8) + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
}`;

function onceOf({ method, body, signIn }: CodePlan): string {
	const hasBody = body !== undefined || signIn.kind === 'form';
	return `    var url = QUERY.isEmpty() ? ADDRESS : ADDRESS + "?" + encode(QUERY);
    System.out.write(checked(send(${literal(method)}, url, ${hasBody ? 'BODY' : 'null'}, null)));
    System.out.flush();`;
}

function updateOf({ method, body }: CodePlan): string {
	return `    // Reads the record, sends its ETag along, and does both again where somebody else was quicker.
    for (int attempt = 1; ; attempt++) {
        var current = JSON.readTree(checked(send("GET", ADDRESS, null, null)));
        var answer = send(${literal(method)}, ADDRESS, ${body === undefined ? 'null' : 'BODY'}, current.path("_eTag").asText());
        if (answer.statusCode() == 412 && attempt < 5) continue;
        checked(answer);
        out.println("{\\"status\\":" + answer.statusCode() + "}");
        break;
    }`;
}

function pagesOf({ paging }: CodePlan): string {
	if (paging.kind === 'nextLink') {
		return `    // The vendor says where the next page is; the token goes nowhere else.
    var url = QUERY.isEmpty() ? ADDRESS : ADDRESS + "?" + encode(QUERY);
    while (url != null) {
        if (!URI.create(url).resolve("/").equals(URI.create(ADDRESS).resolve("/")))
            throw new IllegalStateException("The next page is somewhere else: " + url);
        var found = JSON.readTree(checked(send("GET", url, null, null)));
        found.get("value").forEach(out::println);
        url = found.path("@odata.nextLink").asText(null);
    }`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? [
					'found.path("_embedded")',
					'found.get("totalPageCount")',
					'    query.add(Map.entry("pageNumber", String.valueOf(number)));',
				]
			: [
					'found.get("D").get("Results")',
					'found.get("D").get("Pagination").get("TotalPages")',
					'    query.add(Map.entry("_pagination", "1"));\n        query.add(Map.entry("_page", String.valueOf(number)));',
				];
	return `    for (int number = 1, last = 1; number <= last; number++) {
        var query = new ArrayList<>(QUERY);
    ${own}
        var found = JSON.readTree(checked(send("GET", ADDRESS + "?" + encode(query), null, null)));
        ${rows}.forEach(out::println);
        last = ${total}.asInt();
    }`;
}
