#include "native/cli/evaluation/evaluation_setup.hpp"

#include <filesystem>
#include <utility>

#include "evaluation/published.hpp"
#include "native/cli/recipe_overrides.hpp"
#include "native/platform/environment.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/model_book.hpp"

namespace moa::cli {
namespace {

using mixture::Recipe;

constexpr int most_questions_at_once = 1000;

std::optional<std::uint64_t> whole_number(const std::string& text) {
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoull(text);
}

/// --parallel and --limit take a plain number, too: of questions.
std::optional<Error> take_plain_numbers(EvalArguments& arguments) {
    std::vector<std::string> rest;
    for (const std::string& setting : arguments.options.parallel) {
        const auto number = whole_number(setting);
        if (!number) rest.push_back(setting);
        if (number && (*number < 1 || *number > most_questions_at_once))
            return usage_error("--parallel takes 1 to " + std::to_string(most_questions_at_once) +
                               " questions at once.");
        if (number) arguments.parallel = static_cast<int>(*number);
    }
    arguments.options.parallel = std::exchange(rest, {});
    for (const std::string& setting : arguments.options.limits) {
        const auto number = whole_number(setting);
        if (!number) rest.push_back(setting);
        if (number) arguments.questions.limit = *number;
    }
    arguments.options.limits = std::move(rest);
    return std::nullopt;
}

std::optional<Error> read_choice(EvalArguments& arguments) {
    const auto format = evaluation::parse_format(arguments.format);
    if (!format)
        return usage_error("--format " + arguments.format +
                           " is unknown: use arena-hard, alpaca, mt-bench, flask or jsonl.");
    arguments.questions.format = *format;
    if (arguments.questions.fields.prompt == arguments.questions.fields.answer)
        return usage_error(
            "--prompt-field and --answer-field are the same: the answer would replace the question.");
    if (auto error = take_plain_numbers(arguments)) return error;
    if (!arguments.shard) return std::nullopt;
    const Result<evaluation::Shard> shard =
        evaluation::read_shard(*arguments.shard, native::environment_value);
    if (!shard) return shard.error();
    arguments.questions.shard = shard.value();
    return std::nullopt;
}

std::string model_name(const EvalArguments& arguments, const Recipe& recipe) {
    if (!arguments.name.empty()) return arguments.name;
    if (arguments.options.recipe.empty()) return recipe.name;
    return std::filesystem::path(arguments.options.recipe).stem().string();
}

/// The models of --references, each named as its file says, or after the file.
Result<std::vector<AnswerIndex>> read_references(const EvalArguments& arguments,
                                                 std::vector<std::string>& models, std::string& hash) {
    std::vector<AnswerIndex> references;
    for (const std::string& path : arguments.references) {
        AnswerIndex answers(arguments.questions.format, arguments.questions.fields);
        if (auto error = answers.add(path, false)) return *error;
        if (answers.size() == 0) return invalid_input(path + " has no answers.");
        models.push_back(answers.model().empty() ? std::filesystem::path(path).stem().string()
                                                 : answers.model());
        hash += answers.hash();
        references.push_back(std::move(answers));
    }
    return references;
}

/// With the answers of --references as its first layer, and a price for them: none.
Result<RunSetup> setup_of(const EvalArguments& arguments, const std::vector<std::string>& models) {
    RunOptions options = arguments.options;
    options.max_cost.reset();  // of all questions together, see evaluation::Budget
    const auto prepare = [&](const Recipe* recipe) {
        if (!arguments.estimate) return prepare_run(options, recipe);
        Result<RunSetup> setup = read_run_options(options, recipe);
        if (setup)
            setup.value().prices =
                session::price_list(native::load_model_book(), setup.value().recipe, setup.value().providers);
        return setup;
    };
    if (models.empty()) return prepare(nullptr);
    if (options.recipe.empty()) return usage_error("--references needs a recipe: name it with --recipe.");
    const Result<Recipe> loaded = load_recipe(options.recipe);
    if (!loaded) return loaded.error();
    if (loaded.value().layers.size() < 2)
        return usage_error("--references needs a recipe with a proposer layer; " + options.recipe +
                           " has none.");
    const Recipe recipe = evaluation::with_published_layer(loaded.value(), models);
    options.providers.addresses.push_back(std::string(evaluation::published_provider) + "=" +
                                          std::string(evaluation::published_base_url));
    Result<RunSetup> setup = prepare(&recipe);
    for (const std::string& model : models)
        if (setup)
            setup.value().prices.set(std::string(evaluation::published_provider), model, wire::Price{});
    return setup;
}

}  // namespace

Result<std::unique_ptr<Evaluation>> prepare_evaluation(EvalArguments& arguments) {
    if (auto error = read_choice(arguments)) return *error;
    auto made = std::make_unique<Evaluation>();
    std::vector<std::string> models;
    Result<std::vector<AnswerIndex>> references =
        read_references(arguments, models, made->manifest.published);
    if (!references) return references.error();
    made->references = std::move(references.value());
    Result<RunSetup> setup = setup_of(arguments, models);
    if (!setup) return setup.error();
    made->setup = std::move(setup.value());
    made->questions = arguments.questions;
    Result<QuestionFacts> facts = look_through(made->questions);
    if (!facts) return facts.error();
    made->forced_temperature = arguments.options.temperature.has_value();
    evaluation::Manifest& manifest = made->manifest;
    manifest.format = made->questions.format;
    manifest.fields = made->questions.fields;
    manifest.model = model_name(arguments, made->setup.recipe);
    manifest.recipe_name = made->setup.recipe.name;
    manifest.recipe = evaluation::recipe_hash(made->setup.recipe, made->setup.opening);
    manifest.questions = facts.value().hash;
    manifest.question_count = facts.value().count;
    manifest.shard = made->questions.shard;
    return made;
}

Recipe Evaluation::recipe_for(const evaluation::Question& question) const {
    Recipe recipe = setup.recipe;
    if (question.temperature && !forced_temperature) recipe.defaults.temperature = question.temperature;
    return recipe;
}

Result<std::vector<std::vector<std::string>>> Evaluation::published_for(
    const evaluation::Question& question) const {
    std::vector<std::vector<std::string>> published(references.empty() ? 0 : question.turns.size());
    for (const AnswerIndex& answers : references) {
        if (!answers.has(question.key))
            return invalid_input("--references: " + answers.model() + " has no answer to question " +
                                 question.key + ".");
        Result<evaluation::ReadAnswer> answer = answers.read(question.key);
        if (!answer) return answer.error();
        if (answer.value().turns.size() < question.turns.size())
            return invalid_input("--references: " + answers.model() +
                                 " has not answered every turn of question " + question.key + ".");
        for (std::size_t turn = 0; turn < question.turns.size(); ++turn)
            published[turn].push_back(std::move(answer.value().turns[turn]));
    }
    return published;
}

}  // namespace moa::cli
