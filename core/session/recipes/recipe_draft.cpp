#include "session/recipes/recipe_draft.hpp"

#include <algorithm>
#include <utility>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_remarks.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"
#include "session/recipes/recipe_fields.hpp"

namespace moa::session {
namespace {

/// Beside the members of the recipe, a layer or an agent: what was typed and is no value, by member. It moves
/// and is copied with them, and never leaves the draft.
constexpr const char* typed = ".typed";

/// What stands at the place, or nullptr.
template <class J>
J* object_at(J& document, RecipePlace place) {
    if (place.is_recipe()) return &document;
    J& layers = document["layers"];
    if (static_cast<std::size_t>(place.layer) >= layers.size()) return nullptr;
    J& layer = layers[static_cast<std::size_t>(place.layer)];
    if (place.is_layer()) return &layer;
    J& agents = layer["agents"];
    if (static_cast<std::size_t>(place.agent) >= agents.size()) return nullptr;
    return &agents[static_cast<std::size_t>(place.agent)];
}

const Json* member_of(const Json& object, std::string_view member) {
    const std::size_t dot = member.find('.');
    if (dot == std::string_view::npos) return find(object, member);
    const Json* inner = find(object, member.substr(0, dot));
    return inner == nullptr ? nullptr : member_of(*inner, member.substr(dot + 1));
}

/// Sets the member, or leaves it out where `value` is null; an object that is empty then goes, too.
void put_member(Json& object, std::string_view member, const Json& value) {
    const std::size_t dot = member.find('.');
    const std::string name(member.substr(0, dot));
    if (dot == std::string_view::npos) {
        if (value.is_null()) {
            object.erase(name);
        } else {
            object[name] = value;
        }
        return;
    }
    const Json* there = find(object, name);
    if (there == nullptr && value.is_null()) return;
    if (there == nullptr || !there->is_object()) object[name] = Json::object();
    put_member(object[name], member.substr(dot + 1), value);
    if (object[name].empty()) object.erase(name);
}

/// Members that mean nothing without another one go with it, and a backup has a provider.
void complete_member(Json& object, std::string_view member, const Json& value) {
    if (member == "wait.count" && value.is_null()) put_member(object, "wait.grace_ms", {});
    if (member == "early_exit.agreement" && value.is_null()) object.erase("early_exit");
    if (member == "backup.model" && value.is_null()) object.erase("backup");
    if (member != "backup.model" || value.is_null() || find(object["backup"], "provider") != nullptr) return;
    const Json* wanted = find(object, typed);
    if (wanted != nullptr) wanted = find(*wanted, "backup.provider");
    object["backup"]["provider"] = wanted != nullptr && *wanted != Json("") ? *wanted : object["provider"];
}

void keep_typed(Json& object, const std::string& member, const std::string* text) {
    if (text != nullptr) {
        object[typed][member] = *text;
    } else if (find(object, typed) != nullptr) {
        object[typed].erase(member);
    }
    if (const Json* all = find(object, typed); all != nullptr && all->empty()) object.erase(typed);
}

template <class Visit>
void each_object(Json& document, const Visit& visit) {
    visit(document);
    for (Json& layer : document["layers"]) {
        visit(layer);
        for (Json& agent : layer["agents"])
            visit(agent);
    }
}

/// What was typed is a text by member, whoever has written the document.
void drop_wrong_typed(Json& document) {
    each_object(document, [](Json& object) {
        const Json* texts = find(object, typed);
        if (texts == nullptr) return;
        const bool fits =
            texts->is_object() && !texts->empty() &&
            std::all_of(texts->begin(), texts->end(), [](const Json& text) { return text.is_string(); });
        if (!fits) object.erase(typed);
    });
}

Json without_typed(Json document) {
    each_object(document, [](Json& object) { object.erase(typed); });
    return document;
}

/// The recipe with a layer that is in order, or the layer with such an agent: what is left to find is in its
/// own members.
Json without_parts(Json object, bool is_recipe) {
    const Json agents = Json::array({{{"provider", "simulated"}, {"model", "any"}}});
    if (is_recipe) {
        object["layers"] = Json::array({{{"agents", agents}}});
    } else {
        object["agents"] = agents;
    }
    return object;
}

/// Why the members of the object at this place cannot be read.
std::optional<Error> error_in(const Json& object, RecipePlace place) {
    const auto layer = static_cast<std::size_t>(place.layer);
    const auto error_of = [](const auto& read) {
        return read ? std::nullopt : std::optional<Error>(read.error());
    };
    if (place.is_recipe()) return error_of(mixture::recipe_members_from_json(without_parts(object, true)));
    if (place.is_layer()) return error_of(mixture::layer_from_json(without_parts(object, false), layer));
    return error_of(mixture::agent_from_json(object, layer, static_cast<std::size_t>(place.agent)));
}

/// The error's sentence, taken apart after the path it begins with.
RecipeFault fault_of(const Error& error) {
    const std::size_t space = error.message.find(' ');
    const std::string_view head = std::string_view(error.message).substr(0, space);
    auto path = parse_recipe_path(head);
    const bool names_one = path && (head.starts_with("layers[") || find_rule(*path) != nullptr);
    if (!names_one || space == std::string::npos) return {{}, error.message};
    return {*path, error.message.substr(space + 1)};
}

/// What is wrong with the members of the object, as its own place tells it.
std::optional<RecipeFault> fault_in(const Json& object, RecipePlace place) {
    const auto error = error_in(object, place);
    return error ? std::optional(fault_of(*error)) : std::nullopt;
}

/// The object with the text in place of the member, as far as it is a value. In seconds nobody wants to read
/// of milliseconds.
struct Typed {
    Json object;
    std::optional<RecipeFault> fault;
};
Typed typed_into(const Json& object, const RecipePath& path, const FieldRule& rule, const std::string& text) {
    const JsonBox value = value_of(rule, text);
    if (rule.kind == FieldKind::seconds && value->is_string()) {
        return {object, RecipeFault{path, "is " + dump_json(*value) +
                                              "; expected a time up to a day: 20, 1.5 or 500ms, 2m."}};
    }
    Typed result{object, {}};
    put_member(result.object, path.member, *value);
    complete_member(result.object, path.member, *value);
    result.fault = fault_in(result.object, path.place);
    if (result.fault && result.fault->path.place != path.place) result.fault->path = path;
    return result;
}

/// What the reader found, told at the field that it was found for.
std::string rest_for(const RecipePath& path, const RecipeFault& found) {
    if (found.path.member == path.member) return found.rest;
    if (found.path.member.starts_with(path.member + "."))
        return ": " + found.path.member.substr(path.member.size() + 1) + " " + found.rest;
    const FieldRule* needed = find_rule({path.place, found.path.member});
    return needed != nullptr ? "needs \"" + std::string(needed->label) + "\" as well." : found.rest;
}

void add_typed_faults(const Json& object, RecipePlace place, std::vector<RecipeFault>& faults) {
    const Json* texts = find(object, typed);
    if (texts == nullptr) return;
    for (const auto& [member, text] : texts->items()) {
        const RecipePath path{place, member};
        const FieldRule* rule = find_rule(path);
        if (rule == nullptr) continue;
        if (auto found = typed_into(object, path, *rule, text.get<std::string>()).fault)
            faults.push_back({path, rest_for(path, *found)});
    }
}

}  // namespace

RecipeDraft::RecipeDraft() {
    open(mixture::presets().front().recipe);
}

void RecipeDraft::open(const mixture::Recipe& recipe) {
    history_.clear();
    history_.push_back(std::make_shared<const Json>(mixture::recipe_to_json(recipe)));
    saved_ = history_.front();
    show(0);
}

void RecipeDraft::replace(const mixture::Recipe& recipe) {
    take(mixture::recipe_to_json(recipe), {});
}

void RecipeDraft::take(Json next, std::string step) {
    if (next == *history_[place_]) return;
    const bool goes_on = !step.empty() && step == latest_ && place_ + 1 == history_.size() && place_ > 0 &&
                         history_[place_] != saved_;
    history_.resize(place_ + (goes_on ? 0 : 1));
    history_.push_back(std::make_shared<const Json>(std::move(next)));
    if (history_.size() > most_draft_steps + 1) history_.erase(history_.begin());
    show(history_.size() - 1);
    latest_ = std::move(step);
}

void RecipeDraft::show(std::size_t place) {
    place_ = place;
    latest_.clear();
    ++revision_;
    auto read = mixture::recipe_members_from_json(without_typed(*history_[place_]));
    recipe_ = read ? std::move(read.value()) : mixture::Recipe();
}

std::optional<Error> RecipeDraft::set(std::string_view path_text, std::string_view text) {
    const auto path = parse_recipe_path(path_text);
    const FieldRule* rule = path ? find_rule(*path) : nullptr;
    Json next = *history_[place_];
    Json* object = rule == nullptr ? nullptr : object_at(next, path->place);
    if (object == nullptr) return invalid_input("There is no field " + std::string(path_text) + ".");
    const std::string as_typed(text);
    Typed result = typed_into(*object, *path, *rule, as_typed);
    if (!result.fault) *object = std::move(result.object);
    keep_typed(*object, path->member, result.fault ? &as_typed : nullptr);
    if (!result.fault && path->member == "backup.model") keep_typed(*object, "backup.provider", nullptr);
    take(std::move(next), std::string(path_text));
    return std::nullopt;
}

std::string RecipeDraft::text(const RecipePath& path) const {
    const Json& document = *history_[place_];
    const FieldRule* rule = find_rule(path);
    const Json* object = rule == nullptr ? nullptr : object_at(document, path.place);
    if (object == nullptr) return {};
    if (const Json* texts = find(*object, typed)) {
        if (const Json* text = find(*texts, path.member)) return text->get<std::string>();
    }
    const Json* value = member_of(*object, path.member);
    return value == nullptr ? std::string() : text_of(*rule, *value);
}

JsonBox RecipeDraft::member(const RecipePath& path) const {
    const Json* object = object_at(*history_[place_], path.place);
    const Json* value = object == nullptr ? nullptr : member_of(*object, path.member);
    return value == nullptr ? Json() : *value;
}

Result<RecipePlace> RecipeDraft::step(const DraftStep& step) {
    Json next = *history_[place_];
    Result<RecipePlace> done = take_step(next["layers"], step);
    if (done) take(std::move(next), {});
    return done;
}

bool RecipeDraft::undo() {
    if (!can_undo()) return false;
    show(place_ - 1);
    return true;
}

bool RecipeDraft::redo() {
    if (!can_redo()) return false;
    show(place_ + 1);
    return true;
}

bool RecipeDraft::is_dirty() const {
    return *history_[place_] != *saved_;
}

void RecipeDraft::mark_saved() {
    saved_ = history_[place_];
}

std::string RecipeDraft::json() const {
    return mixture::recipe_to_json(recipe_).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string RecipeDraft::kept() const {
    return dump_json(*history_[place_]);
}

bool RecipeDraft::restore(std::string_view kept) {
    std::optional<Json> document = parse_json(kept);
    if (!document) return false;
    const auto read = mixture::recipe_members_from_json(*document);
    if (!read || read.value().layers.back().agents.size() != 1) return false;
    drop_wrong_typed(*document);
    take(std::move(*document), {});
    return true;
}

std::vector<RecipeFault> RecipeDraft::faults(const mixture::Providers& providers) const {
    const Json& document = *history_[place_];
    std::vector<RecipeFault> faults;
    add_typed_faults(document, {}, faults);
    RecipePlace place;
    for (const Json& layer : document["layers"]) {
        ++place.layer;
        place.agent = -1;
        add_typed_faults(layer, place, faults);
        for (const Json& agent : layer["agents"]) {
            ++place.agent;
            add_typed_faults(agent, place, faults);
        }
    }
    if (const auto error = mixture::check_shape(recipe_)) faults.push_back(fault_of(*error));
    for (const Error& error : mixture::check_providers(recipe_, providers))
        faults.push_back(fault_of(error));
    return faults;
}

std::vector<RecipeFault> RecipeDraft::remarks() const {
    std::vector<RecipeFault> remarks;
    for (const std::string& sentence : mixture::recipe_remarks(recipe_))
        remarks.push_back(fault_of(invalid_input(sentence)));
    return remarks;
}

std::string field_sentence(const RecipeFault& fault) {
    const FieldRule* rule = find_rule(fault.path);
    std::string subject(rule != nullptr ? rule->label : std::string_view(fault.path.member));
    if (rule == nullptr && !fault.path.place.is_recipe())
        subject = place_words(fault.path.place) + (subject.empty() ? "" : " " + subject);
    if (subject.empty()) return fault.rest;
    return subject + (fault.rest.starts_with(':') ? "" : " ") + fault.rest;
}

std::string to_sentence(const RecipeFault& fault) {
    const bool named = find_rule(fault.path) == nullptr || fault.path.place.is_recipe();
    return (named ? std::string() : place_words(fault.path.place) + ": ") + field_sentence(fault);
}

}  // namespace moa::session
