#include "evaluation/manifest.hpp"

#include <cstddef>
#include <utility>

#include "evaluation/sha256.hpp"
#include "json.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::evaluation {
namespace {

/// Limits of time and retries decide when an answer comes, not which.
void drop_limits(Json& json) {
    if (json.is_object()) json.erase("limits");
    for (Json& value : json)
        if (value.is_structured()) drop_limits(value);
}

std::int64_t integer_of(const Json& json, std::string_view member) {
    const Json* value = find(json, member);
    return value && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

std::string part_words(const Shard& shard) {
    return "part " + std::to_string(shard.index) + " of " + std::to_string(shard.count);
}

}  // namespace

std::string recipe_hash(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening) {
    Json json = mixture::recipe_to_json(recipe);
    for (const char* member : {"name", "description", "source", "max_cost_usd", "retry_budget"})
        json.erase(member);
    drop_limits(json);
    for (const wire::ChatMessage& message : opening)
        json["messages"].push_back({message.role, message.content});
    return sha256(dump_json(json));
}

std::string write_manifest(const Manifest& manifest) {
    Json json = {{"format", manifest_format},
                 {"answers", to_string(manifest.format)},
                 {"model", manifest.model},
                 {"recipe", manifest.recipe_name},
                 {"recipe_sha256", manifest.recipe},
                 {"questions", manifest.question_count},
                 {"questions_sha256", manifest.questions},
                 {"shard", {{"index", manifest.shard.index}, {"count", manifest.shard.count}}}};
    if (!manifest.published.empty()) json["references_sha256"] = manifest.published;
    if (manifest.format == Format::jsonl)
        json["fields"] = {{"prompt", manifest.fields.prompt}, {"answer", manifest.fields.answer}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Manifest> read_manifest(std::string_view text) {
    const auto json = parse_json(text);
    if (!json || find_string(*json, "format") != manifest_format)
        return invalid_input("it is no description of an evaluation (" + std::string(manifest_format) + ").");
    Manifest manifest;
    const auto format = parse_format(find_string(*json, "answers"));
    const Json* shard = find(*json, "shard");
    if (format) manifest.format = *format;
    manifest.model = find_string(*json, "model");
    manifest.recipe_name = find_string(*json, "recipe");
    manifest.recipe = find_string(*json, "recipe_sha256");
    manifest.question_count =
        static_cast<std::uint64_t>(std::max<std::int64_t>(integer_of(*json, "questions"), 0));
    manifest.questions = find_string(*json, "questions_sha256");
    manifest.published = find_string(*json, "references_sha256");
    if (shard) manifest.shard = {integer_of(*shard, "index"), integer_of(*shard, "count")};
    if (const Json* fields = find(*json, "fields"))
        manifest.fields = {std::string(find_string(*fields, "prompt")),
                           std::string(find_string(*fields, "answer"))};
    const Shard& part = manifest.shard;
    if (!format || manifest.recipe.empty() || manifest.questions.empty() || part.index < 1 ||
        part.index > part.count || part.count > most_shards)
        return invalid_input("it is damaged: members of an evaluation's description are missing.");
    return manifest;
}

std::string differences(const Manifest& one, const Manifest& other) {
    std::string words;
    const auto add = [&](bool same, std::string_view what) {
        if (same) return;
        if (!words.empty()) words += ", ";
        words += what;
    };
    add(one.format == other.format && one.fields == other.fields, "the format");
    add(one.questions == other.questions, "the questions");
    add(one.recipe == other.recipe, "the recipe");
    add(one.model == other.model, "the model's name");
    add(one.published == other.published, "the references");
    return words;
}

std::optional<Error> join_fault(const std::vector<Manifest>& parts, const std::vector<std::string>& names) {
    const Manifest& first = parts.front();
    std::vector<std::size_t> holder(static_cast<std::size_t>(first.shard.count), parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Manifest& part = parts[i];
        std::string mixed = differences(first, part);
        if (mixed.empty() && part.shard.count != first.shard.count) mixed = "the number of parts";
        if (mixed.empty() && part.question_count != first.question_count) mixed = "the number of questions";
        if (!mixed.empty())
            return invalid_input(names[i] + " does not belong to " + names.front() + ": they differ in " +
                                 mixed + ".");
        std::size_t& place = holder[static_cast<std::size_t>(part.shard.index) - 1];
        if (place != parts.size())
            return invalid_input(names[place] + " and " + names[i] + " are both " + part_words(part.shard) +
                                 ".");
        place = i;
    }
    for (std::size_t i = 0; i < holder.size(); ++i) {
        if (holder[i] == parts.size())
            return invalid_input(part_words({static_cast<std::int64_t>(i) + 1, first.shard.count}) +
                                 " is missing.");
    }
    return std::nullopt;
}

}  // namespace moa::evaluation
