/** A request as a C# program (.NET and Mono alike), on HttpClient and Newtonsoft.Json. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, lines, pieces, quoted } from './codeText.ts';
import { hasProcessVariable, writtenText } from './processVariable.ts';

export function printCsharp(plan: CodePlan): string {
	const { signIn } = plan;
	const members = pieces(constantsOf(plan), clientOf, mainOf(plan), sendOf(signIn), tokenOf(signIn), helpers).trimEnd();
	const needed = environmentOf(plan);
	return `// ${commentText(plan.title)}
${needed.length === 0 ? '' : `// Reads ${needed.join(', ')} from the environment.\n`}using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

static class Program
{
${members
	.split('\n')
	.map((line) => (line === '' ? '' : `    ${line}`))
	.join('\n')}
}
`;
}

function pair(name: string, value: string): string {
	return `new KeyValuePair<string, string>(${written(name)}, ${written(value)}),`;
}

function written(text: string): string {
	return writtenText(text, { literal: quoted, variable: (name) => `Env(${quoted(name)})`, joint: ' + ' }) ?? quoted('');
}

/** What is read when the program runs is no constant. */
function constant(name: string, text: string): string {
	return `${hasProcessVariable(text) ? 'static readonly' : 'const'} string ${name} = ${written(text)};`;
}

const PAIRS = 'KeyValuePair<string, string>';

function constantsOf({ address, query, headers, body, signIn }: CodePlan): string {
	const array = (list: readonly string[]): string => (list.length === 0 ? ' { }' : `\n{\n${lines(list, '    ')}\n}`);
	const fields =
		signIn.kind === 'form'
			? [
					`new ${PAIRS}("login", Env(${quoted(signIn.login)})),`,
					`new ${PAIRS}("password", Env(${quoted(signIn.password)})),`,
					...[...new URLSearchParams(body ?? '')].map(([name, value]) => pair(name, value)),
				]
			: [];
	return [
		constant('Address', address),
		`static readonly ${PAIRS}[] Query = new ${PAIRS}[]${array(query.map(([name, value]) => pair(name, value)))};`,
		`static readonly ${PAIRS}[] Headers = new ${PAIRS}[]${array(headers.map(([name, value]) => pair(name, value)))};`,
		...(signIn.kind === 'form'
			? [`static string Body => Encode(new ${PAIRS}[]${array(fields)});`]
			: body === undefined
				? []
				: [constant('Body', body)]),
	].join('\n');
}

const clientOf = `
static readonly HttpClient Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
{
    Timeout = TimeSpan.FromSeconds(120),
};`;

function mainOf(plan: CodePlan): string {
	const work = plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan);
	return `
static int Main()
{
    try
    {
        Run().GetAwaiter().GetResult();
        return 0;
    }
    catch (Exception error)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}

static async Task Run()
{
    Console.OutputEncoding = new UTF8Encoding(false);
${work}
}`;
}

function sendOf({ kind }: CodeSignIn): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
/// <summary>Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}.</summary>
static async Task<HttpResponseMessage> Send(string method, string url, string body = null, string etag = null)
{
    for (var attempt = 1; ; attempt++)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body != null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var header in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value) && body != null)
                request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        if (etag != null) request.Headers.TryAddWithoutValidation("If-Match", etag);${
					signs
						? `
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + await AccessToken());`
						: ''
				}
        var answer = await Client.SendAsync(request);
        if ((int)answer.StatusCode == 429 && attempt < 8)
        {
            await Task.Delay(Wait(answer, attempt));
            continue;
        }${
					renews
						? `
        if ((int)answer.StatusCode == 401 && attempt == 1)
        {
            until = DateTime.MinValue;
            continue;
        }`
						: ''
				}
        return answer;
    }
}

/// <summary>Retry-After is seconds or a date; without it, each wait is twice the last one.</summary>
static TimeSpan Wait(HttpResponseMessage answer, int attempt)
{
    var after = answer.Headers.RetryAfter;
    if (after == null) return TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
    var wait = after.Delta ?? after.Date.Value - DateTimeOffset.UtcNow;
    return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
}

static async Task<string> Checked(HttpResponseMessage answer)
{
    var text = await answer.Content.ReadAsStringAsync();
    if (answer.IsSuccessStatusCode) return text;
    throw new Exception("Status " + (int)answer.StatusCode + ": " + text);
}`;
}

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `\nstatic Task<string> AccessToken() => Task.FromResult(Env(${quoted(signIn.token)}));`;
		case 'client':
			return `${held}
static async Task<JObject> RequestToken()
{
    var client = Encoding.UTF8.GetBytes(Env(${quoted(signIn.id)}) + ":" + Env(${quoted(signIn.secret)}));
    var request = new HttpRequestMessage(HttpMethod.Post, ${quoted(signIn.url)})
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = Env(${quoted(signIn.id)}),
            ["grant_type"] = "client_credentials",
        }),
    };
    request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(client));
    return Parse(await Checked(await Client.SendAsync(request)));
}`;
		case 'refresh':
			return `${held}
static async Task<JObject> RequestToken()
{
    var file = Env(${quoted(signIn.file)});
    var fields = new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = Env(${quoted(signIn.id)}),${signIn.secret === undefined ? '' : `\n        ["client_secret"] = Env(${quoted(signIn.secret)}),`}
        ["refresh_token"] = File.ReadAllText(file).Trim(),
    };
    var content = ${
			signIn.body === 'json'
				? '(HttpContent)new StringContent(JsonConvert.SerializeObject(fields), Encoding.UTF8, "application/json")'
				: '(HttpContent)new FormUrlEncodedContent(fields)'
		};
    var tokens = Parse(await Checked(await Client.PostAsync(${quoted(signIn.url)}, content)));
    var refresh = (string)tokens["refresh_token"];
    if (!string.IsNullOrEmpty(refresh))
    {
        // A refresh token works once: the new one is kept before anything else happens. The file keeps its rights.
        var old = file + ".old";
        File.Copy(file, old, true);
        File.WriteAllText(file, refresh);
        File.Delete(old);
    }
    return tokens;
}`;
	}
}

const held = `
static string token = "";
static DateTime until = DateTime.MinValue;

static async Task<string> AccessToken()
{
    if (DateTime.UtcNow > until)
    {
        var found = await RequestToken();
        token = (string)found["access_token"];
        until = DateTime.UtcNow.AddSeconds(((int?)found["expires_in"] ?? 3600) - 60);
    }
    return token;
}
`;

const helpers = `
static string Env(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new Exception("Set " + name + " in the environment");

static string Encode(IEnumerable<KeyValuePair<string, string>> pairs) =>
    string.Join("&", pairs.Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)));

/// <summary>Dates stay the text that they are.</summary>
static JObject Parse(string text) =>
    JsonConvert.DeserializeObject<JObject>(text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None });`;

function onceOf({ method, body, signIn }: CodePlan): string {
	const hasBody = body !== undefined || signIn.kind === 'form';
	return `    var url = Query.Length == 0 ? Address : Address + "?" + Encode(Query);
    var answer = await Send(${quoted(method)}, url${hasBody ? ', Body' : ''});
    if (!answer.IsSuccessStatusCode) await Checked(answer);
    var bytes = await answer.Content.ReadAsByteArrayAsync();
    Console.OpenStandardOutput().Write(bytes, 0, bytes.Length);`;
}

function updateOf({ method, body }: CodePlan): string {
	return `    // Reads the record, sends its ETag along, and does both again where somebody else was quicker.
    for (var attempt = 1; ; attempt++)
    {
        var current = Parse(await Checked(await Send("GET", Address)));
        var answer = await Send(${quoted(method)}, Address, ${body === undefined ? 'null' : 'Body'}, (string)current["_eTag"]);
        if ((int)answer.StatusCode == 412 && attempt < 5) continue;
        await Checked(answer);
        Console.WriteLine("{\\"status\\":" + (int)answer.StatusCode + "}");
        break;
    }`;
}

function pagesOf({ paging }: CodePlan): string {
	const print = (rows: string): string =>
		`        foreach (var row in ${rows}) Console.WriteLine(row.ToString(Formatting.None));`;
	if (paging.kind === 'nextLink') {
		return `    // The vendor says where the next page is; the token goes nowhere else.
    var origin = new Uri(Address).GetLeftPart(UriPartial.Authority);
    var url = Query.Length == 0 ? Address : Address + "?" + Encode(Query);
    while (url != null)
    {
        if (new Uri(url).GetLeftPart(UriPartial.Authority) != origin) throw new Exception("The next page is somewhere else: " + url);
        var found = Parse(await Checked(await Send("GET", url)));
${print('found["value"]')}
        url = (string)found["@odata.nextLink"];
    }`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? [
					'found["_embedded"] ?? new JArray()',
					'found["totalPageCount"]',
					`new ${PAIRS}("pageNumber", number.ToString())`,
				]
			: [
					'found["D"]["Results"]',
					'found["D"]["Pagination"]["TotalPages"]',
					`new ${PAIRS}("_pagination", "1"), new ${PAIRS}("_page", number.ToString())`,
				];
	return `    for (int number = 1, last = 1; number <= last; number++)
    {
        var query = Query.Concat(new[] { ${own} });
        var found = Parse(await Checked(await Send("GET", Address + "?" + Encode(query))));
${print(rows)}
        last = (int)${total};
    }`;
}
