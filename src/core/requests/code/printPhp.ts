/** A request as a PHP program, on its curl extension. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, lines, pieces } from './codeText.ts';
import { writtenText } from './processVariable.ts';

export function printPhp(plan: CodePlan): string {
	return pieces(
		headOf(plan),
		constantsOf(plan),
		environment,
		callOf,
		tokenOf(plan.signIn),
		sendOf(plan.signIn),
		plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan),
	);
}

function literal(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function written(text: string): string {
	return writtenText(text, { literal, variable: (name) => `env(${literal(name)})`, joint: ' . ' }) ?? literal('');
}

function headOf(plan: CodePlan): string {
	const needed = environmentOf(plan);
	return [
		'<?php',
		`// ${commentText(plan.title)}`,
		...(needed.length === 0 ? [] : [`// Reads ${needed.join(', ')} from the environment.`]),
		'declare(strict_types=1);',
	].join('\n');
}

function constantsOf({ address, query, headers, body, signIn }: CodePlan): string {
	const pairs = query.map(([name, value]) => `[${written(name)}, ${written(value)}],`);
	const heads = headers.map(([name, value]) => `${written(`${name}: ${value}`)},`);
	const fields =
		signIn.kind === 'form'
			? [
					`['login', env(${literal(signIn.login)})],`,
					`['password', env(${literal(signIn.password)})],`,
					...[...new URLSearchParams(body ?? '')].map(([name, value]) => `[${written(name)}, ${written(value)}],`),
				]
			: [];
	return [
		`$address = ${written(address)};`,
		// A parameter may be repeated, so it is a list of pairs.
		`$query = [${pairs.length === 0 ? '' : `\n${lines(pairs, '    ')}\n`}];`,
		`$headers = [${heads.length === 0 ? '' : `\n${lines(heads, '    ')}\n`}];`,
		...(signIn.kind === 'form'
			? [`$body = encode([\n${lines(fields, '    ')}\n]);`]
			: body === undefined
				? []
				: [`$body = ${written(body)};`]),
	].join('\n');
}

const environment = `
function env(string $name): string
{
    return getenv($name) ?: throw new RuntimeException("Set $name in the environment");
}

/** @param list<array{string, string}> $pairs */
function encode(array $pairs): string
{
    return implode('&', array_map(fn ($pair) => rawurlencode($pair[0]) . '=' . rawurlencode($pair[1]), $pairs));
}`;

const callOf = `
/** @return array{status: int, headers: array<string, string>, body: string} */
function call(string $method, string $url, array $headers, ?string $body = null, ?string $user = null): array
{
    $found = [];
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 120,
        CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$found): int {
            [$name, $value] = array_pad(explode(':', $line, 2), 2, '');
            $found[strtolower(trim($name))] = trim($value);
            return strlen($line);
        },
    ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => $body]) + ($user === null ? [] : [CURLOPT_USERPWD => $user]));
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    return ['status' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 'headers' => $found, 'body' => $answer];
}

function checked(array $answer): array
{
    if ($answer['status'] >= 300) {
        fwrite(STDERR, "Status {$answer['status']}: {$answer['body']}\\n");
        exit(1);
    }
    return $answer;
}`;

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `
function accessToken(bool $isRefused = false): string
{
    return env(${literal(signIn.token)});
}`;
		case 'client':
			return held(`
    $id = env(${literal(signIn.id)});
    $form = http_build_query(['client_id' => $id, 'grant_type' => 'client_credentials']);
    $user = $id . ':' . env(${literal(signIn.secret)});
    return json_decode(checked(call('POST', ${literal(signIn.url)}, [], $form, $user))['body'], true);`);
		case 'refresh':
			return held(`
    $file = env(${literal(signIn.file)});
    $fields = [
        'grant_type' => 'refresh_token',
        'client_id' => env(${literal(signIn.id)}),${signIn.secret === undefined ? '' : `\n        'client_secret' => env(${literal(signIn.secret)}),`}
        'refresh_token' => trim(file_get_contents($file)),
    ];
    ${
			signIn.body === 'json'
				? `$answer = call('POST', ${literal(signIn.url)}, ['Content-Type: application/json'], json_encode($fields));`
				: `$answer = call('POST', ${literal(signIn.url)}, [], http_build_query($fields));`
		}
    $tokens = json_decode(checked($answer)['body'], true);
    if (!empty($tokens['refresh_token'])) {
        // A refresh token works once: the new one is kept before anything else happens.
        touch("$file.new");
        chmod("$file.new", 0600);
        file_put_contents("$file.new", $tokens['refresh_token']);
        rename("$file.new", $file);
    }
    return $tokens;`);
	}
}

function held(request: string): string {
	return `
function requestToken(): array
{${request}
}

function accessToken(bool $isRefused = false): string
{
    static $token = '';
    static $until = 0;
    if ($isRefused || time() > $until) {
        $found = requestToken();
        $token = $found['access_token'];
        $until = time() + ($found['expires_in'] ?? 3600) - 60;
    }
    return $token;
}`;
}

function sendOf({ kind }: CodeSignIn): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
/** Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}. */
function send(string $method, string $url, array $headers, ?string $body = null): array
{
    for ($attempt = 1; ; $attempt++) {
        ${signs ? "$signed = [...$headers, 'Authorization: Bearer ' . accessToken()];" : '$signed = $headers;'}
        $answer = call($method, $url, $signed, $body);
        if ($answer['status'] === 429 && $attempt < 8) {
            usleep((int) (1e6 * wait($answer['headers']['retry-after'] ?? null, $attempt)));
            continue;
        }${
					renews
						? `
        if ($answer['status'] === 401 && $attempt === 1) {
            accessToken(true);
            continue;
        }`
						: ''
				}
        return $answer;
    }
}

/** Retry-After is seconds or a date; without it, each wait is twice the last one. */
function wait(?string $header, int $attempt): float
{
    if ($header === null) {
        return 2 ** ($attempt - 1);
    }
    return max(0, ctype_digit($header) ? (int) $header : strtotime($header) - time());
}`;
}

function onceOf({ method, body, signIn }: CodePlan): string {
	const hasBody = body !== undefined || signIn.kind === 'form';
	return `
$url = $query === [] ? $address : $address . '?' . encode($query);
echo checked(send(${literal(method)}, $url, $headers${hasBody ? ', $body' : ''}))['body'];`;
}

function updateOf({ method, body }: CodePlan): string {
	return `
// Reads the record, sends its ETag along, and does both again where somebody else was quicker.
for ($attempt = 1; ; $attempt++) {
    $current = checked(send('GET', $address, $headers));
    $etag = json_decode($current['body'], true)['_eTag'] ?? $current['headers']['etag'] ?? '';
    $answer = send(${literal(method)}, $address, [...$headers, "If-Match: $etag"]${body === undefined ? '' : ', $body'});
    if ($answer['status'] === 412 && $attempt < 5) {
        continue;
    }
    echo json_encode(['status' => checked($answer)['status']]), "\\n";
    break;
}`;
}

function pagesOf({ paging }: CodePlan): string {
	const print = `
function printRows(array $rows): void
{
    foreach ($rows as $row) {
        echo json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION), "\\n";
    }
}

/** Objects stay objects, so that an empty one does not become a list. */
function page(string $url, array $headers): object
{
    return json_decode(checked(send('GET', $url, $headers))['body'], false, 512, JSON_BIGINT_AS_STRING);
}`;
	if (paging.kind === 'nextLink') {
		return `${print}

// The vendor says where the next page is; the token goes nowhere else.
$origin = fn (string $url): array => [parse_url($url, PHP_URL_SCHEME), parse_url($url, PHP_URL_HOST), parse_url($url, PHP_URL_PORT)];
$url = $query === [] ? $address : $address . '?' . encode($query);
while ($url !== null) {
    if ($origin($url) !== $origin($address)) {
        throw new RuntimeException("The next page is somewhere else: $url");
    }
    $found = page($url, $headers);
    printRows($found->value);
    $url = $found->{'@odata.nextLink'} ?? null;
}`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? ['$found->_embedded ?? []', '$found->totalPageCount', "['pageNumber', (string) $number]"]
			: [
					'$found->D->Results',
					'$found->D->Pagination->TotalPages',
					"['_pagination', '1'], ['_page', (string) $number]",
				];
	return `${print}

for ($number = 1, $last = 1; $number <= $last; $number++) {
    $found = page($address . '?' . encode([...$query, ${own}]), $headers);
    printRows(${rows});
    $last = ${total};
}`;
}
