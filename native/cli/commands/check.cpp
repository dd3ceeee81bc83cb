// moa check: can each model of a recipe be called with the available keys?
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/found_address.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/keys.hpp"
#include "session/models/check_report.hpp"
#include "session/models/model_json.hpp"
#include "session/models/model_words.hpp"

namespace moa::cli {
namespace {

using session::CheckLine;
using session::ProbeTarget;

/// Sign, provider, model and words, a line for each.
std::vector<std::string> result_lines(const std::vector<CheckLine>& lines, int width) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(lines.size());
    for (const CheckLine& line : lines)
        rows.push_back({line.sign, line.provider, line.model, line.words});
    std::vector<std::string> table = table_lines({{""}, {""}, {""}, {""}}, rows, width);
    table.erase(table.begin());
    return table;
}

/// Each model that is not plainly callable, with why and what to do.
std::string reasons_text(const std::vector<CheckLine>& lines) {
    std::string text;
    for (const CheckLine& line : lines) {
        if (line.reason.empty()) continue;
        const std::string nearest = session::nearest_sentence(line);
        text += line.model + ": " + line.reason + (nearest.empty() ? "" : " " + nearest) + "\n";
    }
    return text;
}

Json report_json(const std::string& recipe, const std::vector<ProbeTarget>& targets,
                 const std::vector<CheckLine>& lines) {
    Json models = Json::array();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const session::ProbeResult& result = *lines[i].result;
        Json model = {{"provider", targets[i].provider.name},
                      {"base_url", targets[i].provider.base_url},
                      {"model", targets[i].model},
                      {"verdict", to_string(result.verdict)},
                      {"at", utc_text(result.at)}};
        if (result.error) {
            model["error"] = session::to_json(*result.error);
            model["error"]["hint"] = session::model_hint(*result.error);
        }
        if (!lines[i].nearest.empty()) model["nearest"] = lines[i].nearest;
        models.push_back(std::move(model));
    }
    const auto callable = std::count_if(lines.begin(), lines.end(), session::is_callable);
    return {
        {"format", "moa-check/1"}, {"recipe", recipe}, {"callable", callable}, {"models", std::move(models)}};
}

/// How to supply each missing key.
void print_missing_keys(const RunSetup& setup, const std::vector<ProbeTarget>& targets) {
    std::set<std::string> told;
    for (const ProbeTarget& target : targets) {
        const mixture::Provider& provider = target.provider;
        if (!provider.needs_key() || setup.keys.has(provider.name, provider.base_url)) continue;
        if (!told.insert(provider.name).second) continue;
        if (setup.is_foreign(provider)) {
            print_note(trust_advice(setup, provider));
            continue;
        }
        print_note("To call " + provider.label + ", " + native::key_advice(provider) + ".");
    }
}

/// What is wrong with a key of the environment that the recipe's calls would take.
std::optional<Error> key_fault(const RunSetup& setup) {
    for (const ProbeTarget& target : session::probe_targets(setup.recipe, setup.providers)) {
        if (setup.is_foreign(target.provider)) continue;
        if (auto fault = native::environment_key_fault(target.provider, setup.keys)) return fault;
    }
    return std::nullopt;
}

int exit_code_for(const std::vector<CheckLine>& lines) {
    const auto callable = std::count_if(lines.begin(), lines.end(), session::is_callable);
    if (callable == static_cast<std::ptrdiff_t>(lines.size())) return exit_ok;
    return callable == 0 ? exit_failed : exit_degraded;
}

int check_models(const RunSetup& setup, bool json) {
    SignalScope signals;
    ModelQueries queries(signals);
    const std::vector<ProbeTarget> targets = session::probe_targets(setup.recipe, setup.providers);
    const auto lines = [&] { return session::check_lines(queries.book(), targets, &queries.requests()); };
    const bool live = !json && is_terminal(STDOUT_FILENO);
    DrawnBlock block(STDOUT_FILENO);
    const auto draw = [&] {
        if (live) block.draw(result_lines(lines(), terminal_size(STDOUT_FILENO).columns));
    };
    if (live) block.begin();
    queries.requests().check(targets, setup.keys);
    draw();
    const bool finished = queries.wait(draw);
    draw();
    block.end();
    queries.keep();
    if (!finished) {
        print_note("Stopped. The results so far are saved.");
        return exit_interrupted;
    }
    const std::vector<CheckLine> results = lines();
    mixture::Providers providers = setup.providers;
    use_found_addresses(queries.requests(), providers);
    std::string text;
    if (json) {
        text = escaped_json(report_json(setup.recipe.name, targets, results)
                                .dump(2, ' ', false, Json::error_handler_t::replace)) +
               "\n";
    } else {
        if (!live) {
            for (const std::string& line : result_lines(results, 0))
                text += line + "\n";
        }
        text += harmless(reasons_text(results));
    }
    if (!write_output(text)) return exit_failed;
    if (!json) {
        print_note(session::check_sentence(results, utc_seconds()));
        print_missing_keys(setup, targets);
    }
    return exit_code_for(results);
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
    struct Arguments {
        RunOptions options;
        bool json = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "check", "Check whether each model of a recipe can be called, by requesting one token");
    add_recipe_options(*command, arguments->options);
    command->add_flag("--json", arguments->json, "Print JSON");
    command->footer(
        "Costs one token per model. Results are saved with their date.\n"
        "\n"
        "--json: {\"format\": \"moa-check/1\", \"recipe\", \"callable\", \"models\": [{\"provider\", "
        "\"base_url\", \"model\", "
        "\"verdict\", \"at\", \"error\": {\"kind\", \"status\", \"message\", \"provider_words\", \"hint\"}, "
        "\"nearest\": [\"...\"]}]}; "
        "\"verdict\" is \"callable\", \"limited\" (callable, but held back by a rate limit or load), "
        "\"not_callable\" or \"unclear\" (not checked, or not reached).\n"
        "\n"
        "Exit codes: 0 all callable, 2 usage error, 3 some not callable, 4 none callable, 130 interrupted.");
    command->callback([arguments, &exit_code] {
        Result<RunSetup> setup = read_run_options(arguments->options);
        std::optional<Error> error = setup ? add_saved_credentials(setup.value()) : setup.error();
        if (!error) error = key_fault(setup.value());
        if (error) {
            print_error(error->message);
            exit_code = exit_usage;
            return;
        }
        exit_code = check_models(setup.value(), arguments->json);
    });
}

}  // namespace moa::cli
