// moa models: a provider's list of models, with prices and what else matters for a choice.
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>

#include "figures.hpp"
#include "json.hpp"
#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/found_address.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/provider_option.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/platform/keys.hpp"
#include "session/models/model_json.hpp"
#include "session/models/model_words.hpp"
#include "wire/model_search.hpp"

namespace moa::cli {
namespace {

using session::PriceQuote;
using wire::ListedModel;
using wire::PriceNote;

struct ModelsArguments {
    ProviderOption whose;
    std::vector<std::string> words;
    bool offline = false;
    bool json = false;
};

/// A remark on a price, next to its two numbers.
std::string price_remark(const PriceQuote& quote) {
    if (quote.note == PriceNote::with_fee) return "plus a fee per request";
    if (quote.note != PriceNote::priced) return session::price_text(quote.price, quote.note);
    return quote.source == PriceQuote::Source::seed_list ? "price as of " + quote.day : std::string();
}

std::string notes_of(const session::ModelBook& book, const mixture::Provider& provider,
                     const ListedModel& model) {
    std::string notes;
    const auto add = [&notes](const std::string& note) {
        if (!note.empty()) notes += (notes.empty() ? "" : ", ") + note;
    };
    add(price_remark(book.price_of(provider, model.id)));
    add(session::notes_text(model));
    if (const auto* probe = book.probe_of(provider, model.id))
        add(std::string(verdict_words(probe->verdict)) + " on " + utc_day(probe->at));
    return notes;
}

bool has_numbers(const PriceQuote& quote) {
    return quote.price && quote.note != PriceNote::free && quote.note != PriceNote::none;
}

/// Whether prices are worth a word: not on a server of the user's own.
bool has_prices(const session::ModelBook& book, const mixture::Provider& provider) {
    const auto& models = book.list_of(provider)->models;
    return !provider.is_own() || std::any_of(models.begin(), models.end(), [&](const ListedModel& model) {
        return has_numbers(book.price_of(provider, model.id));
    });
}

std::string table_text(const session::ModelBook& book, const mixture::Provider& provider,
                       const std::vector<const ListedModel*>& models) {
    std::vector<Column> columns = {{"MODEL"}, {"CONTEXT", true}};
    const bool prices = has_prices(book, provider);
    if (prices) columns.insert(columns.end(), {{"IN", true}, {"OUT", true}});
    columns.push_back({"NOTES"});
    std::vector<std::vector<std::string>> rows;
    for (const ListedModel* model : models) {
        const PriceQuote quote = book.price_of(provider, model->id);
        const bool numbers = has_numbers(quote);
        std::vector<std::string>& row = rows.emplace_back();
        row = {model->id, model->context_length ? figure::tokens(*model->context_length) : "-"};
        if (prices) {
            row.push_back(numbers ? figure::price(quote.price->input) : "-");
            row.push_back(numbers ? figure::price(quote.price->output) : "-");
        }
        row.push_back(notes_of(book, provider, *model));
    }
    const int width = is_terminal(STDOUT_FILENO) ? terminal_size(STDOUT_FILENO).columns : 0;
    std::string text;
    for (const std::string& line : table_lines(columns, rows, width))
        text += line + "\n";
    return text;
}

Json row_json(const session::ModelBook& book, const mixture::Provider& provider, const ListedModel& model) {
    Json json = session::to_json(model);
    const PriceQuote quote = book.price_of(provider, model.id);
    json["price_note"] = session::price_note_name(quote.note);
    if (quote.price && quote.note != PriceNote::none) {
        json["price"] = {{"input", quote.price->input}, {"output", quote.price->output}};
        json["price_day"] = quote.day;
    }
    if (const auto* probe = book.probe_of(provider, model.id))
        json["probe"] = {{"verdict", to_string(probe->verdict)}, {"at", utc_text(probe->at)}};
    return json;
}

bool print_list(const session::ModelBook& book, const mixture::Provider& provider, bool fresh,
                const ModelsArguments& arguments) {
    const session::KeptList& list = *book.list_of(provider);
    const std::string query = joined(arguments.words);
    const auto found = wire::search_models(list.models, query);
    if (arguments.json) {
        Json models = Json::array();
        for (const ListedModel* model : found)
            models.push_back(row_json(book, provider, *model));
        const Json json = {{"format", "moa-model-list/1"},
                           {"provider", provider.name},
                           {"base_url", provider.base_url},
                           {"at", utc_text(list.at)},
                           {"fresh", fresh},
                           {"listed", list.models.size()},
                           {"models", std::move(models)}};
        return write_json(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    }
    if (list.models.empty()) {
        print_note(provider.label + " lists no models" +
                   (provider.needs_key() ? "." : ": load one on the server, then try again."));
        return true;
    }
    const std::string of_all =
        query.empty() ? std::to_string(list.models.size())
                      : std::to_string(found.size()) + " of " + std::to_string(list.models.size());
    print_note(provider.label + ": " + of_all + (list.models.size() == 1 ? " model" : " models") +
               (fresh ? ", listed " : ", saved list of ") + utc_words(list.at) + "." +
               (has_prices(book, provider) ? " Prices are in US dollars per million tokens." : "") +
               (list.calls_at_once > 0
                    ? " It takes " + figure::counted(list.calls_at_once, "call") + " at once."
                    : std::string()));
    if (found.empty()) {
        print_note("No model matches \"" + query + "\".");
        return true;
    }
    return write_output(table_text(book, provider, found));
}

/// Whether the provider itself refused, so that a saved list must not hide the refusal.
bool has_refused(ErrorKind kind) {
    return kind == ErrorKind::wrong_key || kind == ErrorKind::forbidden || kind == ErrorKind::no_credit ||
           kind == ErrorKind::missing_key || kind == ErrorKind::bad_response;
}

/// The next step after a failed request for a list.
std::string advice_for(const Error& error, const mixture::Provider& provider) {
    if (error.kind == ErrorKind::missing_key) {
        std::string advice = native::key_advice(provider) + ".";
        advice.front() = 'S';
        return advice;
    }
    const bool unreachable = error.kind == ErrorKind::network || error.kind == ErrorKind::connect_timeout;
    if (unreachable && !provider.needs_key()) {
        return "Start the server, or give its address with --provider " + provider.name + "=BASE_URL.";
    }
    return session::model_hint(error);
}

/// Requests the list. Returns the error, if there was one.
std::optional<Error> ask(ModelQueries& queries, const mixture::Provider& provider,
                         const session::Credentials& keys, bool& stopped) {
    // Some lists are public: a missing key is an error only if the provider says so.
    queries.requests().load(provider, keys);
    stopped = !queries.wait({});
    const Error* error = queries.requests().load_error(provider);
    if (error == nullptr) return std::nullopt;
    const bool unkeyed = provider.needs_key() && !keys.has(provider.name, provider.base_url);
    if (unkeyed && (error->kind == ErrorKind::wrong_key || error->kind == ErrorKind::forbidden)) {
        return Error{ErrorKind::missing_key, error->http_status,
                     provider.label + " lists its models only with an API key, and none is set.",
                     error->provider_words};
    }
    return *error;
}

int show_models(mixture::Provider provider, const session::Credentials& keys,
                const ModelsArguments& arguments) {
    SignalScope signals;
    ModelQueries queries(signals);
    const session::KeptList* kept = queries.book().list_of(provider);
    if (arguments.offline) {
        if (kept != nullptr)
            return print_list(queries.book(), provider, false, arguments) ? exit_ok : exit_failed;
        print_error("No model list of " + provider.label +
                    " is saved on this machine: request it once without --offline.");
        return exit_failed;
    }
    bool stopped = false;
    const std::optional<Error> error = ask(queries, provider, keys, stopped);
    if (stopped) return exit_interrupted;
    mixture::Providers one = {provider};
    use_found_addresses(queries.requests(), one);
    provider = std::move(one.front());
    if (!error) {
        queries.keep();
        return print_list(queries.book(), provider, true, arguments) ? exit_ok : exit_failed;
    }
    print_error("Could not list the models of " + provider.label + ". " + describe(*error));
    print_note(advice_for(*error, provider));
    if (kept == nullptr) return error->kind == ErrorKind::missing_key ? exit_usage : exit_failed;
    if (has_refused(error->kind)) {
        print_note("--offline shows the saved list of " + utc_words(kept->at) + ".");
        return error->kind == ErrorKind::missing_key ? exit_usage : exit_failed;
    }
    print_note("The saved list:");
    return print_list(queries.book(), provider, false, arguments) ? exit_degraded : exit_failed;
}

int models_command(const ModelsArguments& arguments) {
    const auto fail = [](const Error& error) {
        print_error(error.message);
        return exit_usage;
    };
    const Result<ChosenProvider> chosen = choose_provider(arguments.whose);
    if (!chosen) return fail(chosen.error());
    const mixture::Provider& provider = chosen.value().provider;
    session::Credentials keys = chosen.value().keys;
    if (const auto error = native::environment_key_fault(provider, keys)) return fail(*error);
    if (const auto error = native::add_kept_key(provider, keys)) return fail(*error);
    return show_models(provider, keys, arguments);
}

}  // namespace

void add_models_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ModelsArguments>();
    CLI::App* command =
        app.add_subcommand("models", "List a provider's models with context length and price");
    add_provider_option(*command, arguments->whose, "Provider of the models: ");
    command->add_option("--search", arguments->words, "List only models with these words in their ID or name")
        ->type_name("WORDS");
    command->add_flag("--offline", arguments->offline, "Show the saved list without requesting a new one");
    command->add_flag("--json", arguments->json, "Print JSON");
    command->footer(
        "Prices are in US dollars per million tokens. They come from the provider's list or, if it has "
        "none, from this program's list, with its date. \"-\" is an unknown price or context length.\n"
        "\n"
        "--json: {\"format\": \"moa-model-list/1\", \"provider\", \"base_url\", \"at\", \"fresh\", "
        "\"listed\", \"models\": [{\"id\", "
        "\"context_length\", \"price\": {\"input\", \"output\"}, \"price_note\", \"price_day\", \"active\", "
        "\"chat\", \"expires\", \"probe\": "
        "{\"verdict\", \"at\"}, ...}]}; \"fresh\" is false for a saved list. Unknown values are omitted.\n"
        "\n"
        "Exit codes: 0 listed, 2 usage error or no key, 3 unreachable (the saved list is shown), 4 no list.");
    command->callback([arguments, &exit_code] { exit_code = models_command(*arguments); });
}

}  // namespace moa::cli
