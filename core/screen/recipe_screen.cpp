#include "screen/recipe_screen.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "screen/recipe_step_buttons.hpp"
#include "screen/shortcuts.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

using session::RecipeFault;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

RecipeScreen::RecipeScreen(session::Workspace& workspace, session::RecipeLibrary* library,
                           std::function<void(const std::string&)> share_link)
    : workspace_(workspace), library_(library), share_link_(std::move(share_link)) {
    draft_.open(workspace_.configuration().recipe());
    if (library_ != nullptr) {
        saved_ = library_->names();
        // A step: Undo shows the recipe in use, and then nothing is left unfinished.
        const std::string text = library_->unfinished();
        if (!text.empty() && draft_.restore(text) && draft_.is_dirty())
            words_ = "Unsaved changes restored. Undo discards them.";
    }
    kept_ = draft_.revision();
    const std::string& name = draft_.recipe().name;
    if (!workspace_.configuration().runs_setup() && is_among(saved_, name)) saved_as_ = name;
}

std::vector<RecipeFault> RecipeScreen::faults() const {
    return draft_.faults(workspace_.configuration().providers());
}

bool RecipeScreen::is_saved() const {
    return !draft_.is_dirty() && !saved_as_.empty() && saved_as_ == draft_.recipe().name;
}

std::string RecipeScreen::replaced_words() const {
    const std::string& name = draft_.recipe().name;
    if (name == saved_as_ || !is_among(saved_, name)) return {};
    return "Saving replaces the saved recipe \u201c" + name + "\u201d.";
}

Item RecipeScreen::start_item() const {
    Item item{Kind::choice, "start", "Start from"};
    item.label_hidden = true;
    item.choices = {{"", "Start from\u2026"}, {"use:", "Current recipe"}};
    for (const std::string& name : saved_)
        item.choices.push_back({"saved:" + name, name, "Saved recipes"});
    for (const mixture::Preset& preset : mixture::presets())
        item.choices.push_back(
            {"preset:" + std::string(preset.id), preset.recipe.name, std::string(preset.group)});
    return item;
}

std::vector<Button> RecipeScreen::head() const {
    if (library_ == nullptr) return {};
    std::vector<Button> buttons = {{"import", "Import", Role::quiet}, {"export", "Export", Role::quiet}};
    if (share_link_) buttons.push_back({"share", "Share", Role::quiet, "Share the recipe"});
    return buttons;
}

std::vector<Button> RecipeScreen::foot() const {
    Button undo{"undo", "Undo", Role::quiet, "", std::string(keys_of(Shortcut::editor_undo))};
    undo.possible = draft_.can_undo();
    Button redo{"redo", "Redo", Role::quiet, "", std::string(keys_of(Shortcut::editor_redo))};
    redo.possible = draft_.can_redo();
    std::vector<Button> buttons = {std::move(undo), std::move(redo), {"close", "Close", Role::quiet}};
    if (!saved_as_.empty()) buttons.push_back({"delete", "Delete", Role::quiet});
    if (library_ != nullptr)
        buttons.push_back({"save", is_saved() ? "Saved" : "Save", Role::plain, "",
                           std::string(keys_of(Shortcut::editor_save))});
    buttons.push_back({"use", std::string(words::use_recipe), Role::primary});
    return buttons;
}

std::optional<Item> RecipeScreen::transfer_item() const {
    if (transfer_ == Transfer::none) return std::nullopt;
    const bool in = transfer_ == Transfer::in;
    const char* verb = in ? "Import recipe" : "Export recipe";
    Item item{Kind::line, "transfer", verb, transfer_text_};
    item.placeholder = in ? "Path of a recipe file, or its JSON" : "File path";
    item.enter = "transfer-go";
    item.buttons = {{"transfer-go", verb}, {"transfer-cancel", "Cancel", Role::quiet}};
    return item;
}

Screen RecipeScreen::show() const {
    Screen screen{"recipe", "Edit recipe"};
    auto pane = std::make_shared<RecipePane>();
    pane->outline = outline_of(draft_, workspace_);
    RecipeForm form = form_of(draft_, workspace_, pane->outline, place_);
    pane->name = draft_.recipe().name;
    pane->place = place_;
    pane->title = std::move(form.title);
    pane->steps = step_buttons(pane->outline, place_);
    pane->start = start_item();
    pane->head = head();
    pane->transfer = transfer_item();
    const std::vector<RecipeFault>& faults = pane->outline.faults;
    pane->words = words_;
    if (words_.empty() && !faults.empty()) {
        pane->words = to_sentence(faults.front());
        if (faults.size() > 1) pane->words += " And " + std::to_string(faults.size() - 1) + " more.";
    }
    if (pane->words.empty()) pane->words = replaced_words();
    const std::vector<RecipeFault>& remarks = pane->outline.remarks;
    const bool remarked = pane->words.empty() && !remarks.empty();
    if (remarked) pane->words = to_sentence(remarks.front());
    pane->wrong = refused_ || (words_.empty() && !faults.empty());
    if (!faults.empty() || remarked) pane->leads = Button{"show-fault", "Show it", Role::quiet};
    pane->in_form = in_form_;
    pane->fault_turn = fault_turn_;
    screen.sections = std::move(form.sections);
    screen.buttons = foot();
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    screen.recipe = std::move(pane);
    return screen;
}

void RecipeScreen::say(const std::optional<Error>& refusal, const std::string& words) {
    refused_ = refusal.has_value();
    words_ = refusal ? refusal->message : words;
}

void RecipeScreen::refuse(std::string words) {
    refused_ = true;
    words_ = std::move(words);
}

/// Saving, exporting and using want a recipe without faults; what is wrong is shown instead.
bool RecipeScreen::lead_to_fault() {
    const std::vector<RecipeFault> found = faults();
    if (found.empty()) return false;
    place_ = found.front().path.place;
    in_form_ = true;
    ++fault_turn_;
    return true;
}

void RecipeScreen::lead_to_remark() {
    const std::vector<RecipeFault> found = draft_.remarks();
    if (found.empty()) return;
    place_ = found.front().path.place;
    in_form_ = true;
}

void RecipeScreen::start_from(const mixture::Recipe& recipe, std::string saved_as) {
    draft_.replace(recipe);
    if (!saved_as.empty()) draft_.mark_saved();
    saved_as_ = std::move(saved_as);
    place_ = {};
}

void RecipeScreen::start_from(std::string_view what) {
    if (what == "use:") start_from(workspace_.configuration().recipe(), {});
    if (what.starts_with("preset:")) {
        const mixture::Preset* preset = mixture::find_preset(what.substr(what.find(':') + 1));
        if (preset != nullptr) start_from(preset->recipe, {});
    }
    if (!what.starts_with("saved:") || library_ == nullptr) return;
    const std::string name(what.substr(what.find(':') + 1));
    const Result<std::string> text = library_->load(name);
    const auto recipe = text ? mixture::read_recipe(text.value()) : text.error();
    if (!recipe) return refuse(recipe.error().message);
    start_from(recipe.value(), name);
}

void RecipeScreen::take_step(std::string_view words) {
    const session::DraftStep step = read_step(words);
    const auto done = draft_.step(step);
    if (!done) return refuse(done.error().message);
    place_ = done.value();
    if (step.name.starts_with("add_")) in_form_ = true;
}

/// `from` stands before what is wrong with it.
void RecipeScreen::import(const std::string& from, std::string_view text) {
    const auto recipe = mixture::read_recipe(text);
    if (!recipe) return refuse(from + recipe.error().message);
    start_from(recipe.value(), {});
    transfer_ = Transfer::none;
}

void RecipeScreen::take_file(const std::string& name, std::string_view text) {
    words_.clear();
    refused_ = false;
    import(name + ": ", text);
    place_ = nearest_place(draft_.recipe(), place_);
    keep_unfinished();
}

void RecipeScreen::begin_transfer(Transfer direction) {
    const bool in = direction == Transfer::in;
    if (library_ == nullptr || (!in && lead_to_fault())) return;
    const std::string& name = draft_.recipe().name;
    if (library_->has_file_dialog())
        return in ? library_->choose_file() : library_->give_file(name, draft_.json());
    transfer_ = direction;
    transfer_text_ = in ? std::string() : library_->path_for(name);
    focus_ = "transfer";
    ++focus_turn_;
}

void RecipeScreen::transfer() {
    if (library_ == nullptr || transfer_text_.empty()) return;
    if (transfer_ == Transfer::out) {
        const auto error = library_->write_file(transfer_text_, draft_.json());
        say(error, "Exported to " + transfer_text_ + ".");
        if (!error) transfer_ = Transfer::none;
    } else if (transfer_text_.find('{') != std::string::npos) {
        import({}, transfer_text_);
    } else {
        const Result<std::string> read = library_->read_file(transfer_text_);
        read ? import(transfer_text_ + ": ", read.value()) : refuse(read.error().message);
    }
}

void RecipeScreen::save() {
    if (library_ == nullptr || lead_to_fault()) return;
    const std::string name = draft_.recipe().name;
    if (is_blank(name)) {
        place_ = {};
        in_form_ = true;
        focus_ = "name";
        ++focus_turn_;
        return refuse("Name the recipe to save it.");
    }
    const Result<std::string> saved = library_->save(name, draft_.json());
    if (!saved) return refuse(saved.error().message);
    words_ = saved.value();
    draft_.mark_saved();
    saved_as_ = name;
    saved_ = library_->names();
    (void)library_->keep_unfinished({});
}

/// What was deleted stands in the editor still, and can be saved again.
void RecipeScreen::remove() {
    if (library_ == nullptr || saved_as_.empty()) return;
    const auto error = library_->remove(saved_as_);
    say(error, "Deleted from the saved recipes. The editor still has it; save it again to keep it.");
    if (error) return;
    saved_as_.clear();
    saved_ = library_->names();
}

Outcome RecipeScreen::use() {
    if (lead_to_fault()) return {};
    if (auto error = workspace_.use_recipe(draft_.recipe())) {
        say(error);
        return {};
    }
    if (library_ != nullptr) (void)library_->keep_unfinished({});
    return {true};
}

/// With every change, so that neither closing the editor nor a crash takes any.
void RecipeScreen::keep_unfinished() {
    if (library_ == nullptr || std::exchange(kept_, draft_.revision()) == draft_.revision()) return;
    const auto error = library_->keep_unfinished(draft_.is_dirty() ? draft_.kept() : std::string());
    if (error) refuse("Changes are not kept until you save: " + error->message);
}

/// False where there is no such button.
bool RecipeScreen::press(std::string_view name, Outcome& outcome) {
    if (name.starts_with("select ")) {
        place_ = read_place(name.substr(name.find(' ') + 1));
        in_form_ = true;
    } else if (name.starts_with("step ")) {
        take_step(name.substr(name.find(' ') + 1));
    } else if (name == "back") {
        in_form_ = false;
    } else if (name == "undo") {
        draft_.undo();
    } else if (name == "redo") {
        draft_.redo();
    } else if (name == "check") {
        say(workspace_.check_recipe(draft_.recipe()));
    } else if (name == "stop-check") {
        workspace_.access().stop_check();
    } else if (name == "show-fault") {
        if (!lead_to_fault()) lead_to_remark();
    } else if (name == "import" || name == "export") {
        begin_transfer(name == "import" ? Transfer::in : Transfer::out);
    } else if (name == "share" && share_link_) {
        if (!lead_to_fault()) {
            share_link_(draft_.json());
            outcome.opens = "make-link";
            outcome.over = true;
        }
    } else if (name == "transfer-go") {
        transfer();
    } else if (name == "transfer-cancel") {
        transfer_ = Transfer::none;
    } else if (name == "save") {
        save();
    } else if (name == "delete") {
        remove();
    } else if (name == "use") {
        outcome = use();
    } else if (name == "close") {
        outcome.closes = true;
    } else {
        return false;
    }
    return true;
}

Outcome RecipeScreen::act(std::string_view name, std::string_view value) {
    Outcome outcome;
    if (name == "transfer") {
        transfer_text_ = value;
        return outcome;
    }
    words_.clear();
    refused_ = false;
    if (name == "start") {
        start_from(value);
    } else if (!press(name, outcome)) {
        (void)draft_.set(name, value);
    }
    place_ = nearest_place(draft_.recipe(), place_);
    keep_unfinished();
    return outcome;
}

ModelSearch RecipeScreen::search(std::string_view name, std::string_view words) const {
    const mixture::Provider* provider = provider_of_field(draft_, workspace_, name);
    return provider != nullptr ? search_models(workspace_.access(), *provider, words) : ModelSearch();
}

void RecipeScreen::begin_search(std::string_view name) {
    const mixture::Provider* provider = provider_of_field(draft_, workspace_, name);
    if (provider != nullptr) load_models_once(workspace_, *provider);
}

}  // namespace moa::screen
