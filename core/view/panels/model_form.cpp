#include "view/panels/model_form.hpp"

#include <algorithm>
#include <utility>

#include "session/model_choices.hpp"
#include "session/model_words.hpp"

namespace moa::view {
namespace {

/// More proposers than that are a recipe's business, not a form's.
constexpr std::size_t most_proposers = 12;
constexpr int aggregator_index = -2;

ImU32 verdict_colour(const Theme& theme, const session::CheckLine& line) {
    if (line.asking || line.result == nullptr) return theme.muted;
    switch (line.result->verdict) {
        case session::Verdict::callable:
            return theme.streaming;
        case session::Verdict::not_callable:
            return theme.failed;
        case session::Verdict::limited:
        case session::Verdict::unclear:
            break;
    }
    return theme.degraded;
}

const session::CheckLine* line_for(const std::vector<session::CheckLine>& lines, const std::string& model) {
    const auto it = std::find_if(lines.begin(), lines.end(),
                                 [&](const session::CheckLine& line) { return line.model == model; });
    return it == lines.end() ? nullptr : &*it;
}

void heading(Flow& flow, std::string_view words) {
    const Context& context = flow.context();
    flow.skip(context.scaled(6));
    flow.text(words, {Face::semibold, context.scaled(13)}, context.scaled(22), context.theme.text);
    flow.skip(context.scaled(2));
}

}  // namespace

void ModelForm::fill(std::vector<std::string> proposers, std::string aggregator) {
    proposers_ = std::move(proposers);
    if (proposers_.empty()) proposers_.emplace_back();
    aggregator_ = std::move(aggregator);
    refusal_.clear();
    picking_ = -1;
    picker_ = ModelPicker();
}

std::vector<std::string> ModelForm::proposers() const {
    std::vector<std::string> named;
    std::copy_if(proposers_.begin(), proposers_.end(), std::back_inserter(named),
                 [](const std::string& id) { return !id.empty(); });
    return named;
}

std::string& ModelForm::field(int index) {
    return index < 0 ? aggregator_ : proposers_[static_cast<std::size_t>(index)];
}

void ModelForm::load(const Context& context, const Scene& scene) {
    const auto error = context.workspace.access().load_models(scene.setup, scene.key);
    refusal_ = error ? error->message : std::string();
}

void ModelForm::load_once(const Context& context, const Scene& scene) {
    const session::ModelRequests& requests = context.workspace.access().requests();
    if (!requests.loaded(scene.provider) && requests.load_error(scene.provider) == nullptr)
        load(context, scene);
}

void ModelForm::draw_list_state(Flow& flow, const Scene& scene) {
    const Context& context = flow.context();
    const session::ModelRequests& requests = context.workspace.access().requests();
    const session::KeptList* list = context.workspace.access().book().list_of(scene.provider);
    const Error* error = requests.load_error(scene.provider);
    ImU32 colour = context.theme.muted;
    std::string words = "The list of models is not loaded yet.";
    if (requests.loading(scene.provider)) {
        words = "Loading the list of " + scene.provider.label + "\u2026";
    } else if (list != nullptr) {
        words = std::to_string(list->models.size()) + " models, " +
                (requests.loaded(scene.provider) ? "listed " : "as listed ") +
                session::when_text(list->at, context.workspace.access().today()) + ".";
    }
    if (error != nullptr || !refusal_.empty()) {
        colour = context.theme.failed;
        const std::string why = error != nullptr ? session::model_error_text(*error) : refusal_;
        words = list != nullptr ? words + " " + why : why;
    }
    flow.text(words, {Face::regular, context.scaled(12), true}, context.scaled(20), colour);
    flow.skip(context.scaled(4));
    const float height = context.scaled(26);
    if (flow.action_button("load models", list != nullptr ? "Load the list again" : "Load the list",
                           -context.scaled(8), height) &&
        !requests.loading(scene.provider))
        load(context, scene);
    flow.skip(height + context.scaled(4));
}

void ModelForm::draw_facts(Flow& flow, const Scene& scene, int index) {
    const Context& context = flow.context();
    const std::string& id = field(index);
    if (id.empty()) return;
    const session::ModelChoice choice = choice_of(context.workspace.access().book(), scene.provider, id);
    std::string facts;
    for (const std::string* part : {&choice.context, &choice.price, &choice.notes}) {
        if (!part->empty()) facts += (facts.empty() ? "" : " \u00b7 ") + *part;
    }
    const float line = context.scaled(18);
    const TextStyle style{Face::regular, context.scaled(12), true};
    const session::CheckLine* check = line_for(scene.lines, id);
    std::string verdict;
    if (check != nullptr && (check->asking || check->result != nullptr))
        verdict = check->sign + " " + check->words;
    const float taken = verdict.empty() ? 0 : context.pen.width(style, verdict) + context.scaled(12);
    const float inset = context.scaled(12);
    context.pen.write_cut(flow.list(), style, ImVec2(flow.x() + inset, flow.y()), line,
                          flow.width() - 2 * inset - taken, context.theme.muted, facts);
    if (!verdict.empty()) {
        context.pen.write_right(flow.list(), style, ImVec2(flow.x() + flow.width() - inset, flow.y()), line,
                                verdict_colour(context.theme, *check), verdict);
    }
    flow.skip(line);
    if (check == nullptr || (check->reason.empty() && check->nearest.empty())) return;
    flow.indent(inset);
    if (!check->reason.empty()) flow.text(check->reason, style, line, verdict_colour(context.theme, *check));
    for (const std::string& other : check->nearest) {
        const std::string label = "Use " + other;
        if (flow.action_button(label.c_str(), label, -context.scaled(8), context.scaled(24)))
            field(index) = other;
        flow.skip(context.scaled(24));
    }
    flow.indent(-inset);
}

void ModelForm::draw_field(Flow& flow, const Scene& scene, int index) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const bool removable = index >= 0 && proposers_.size() > 1;
    const float height = context.scaled(34);
    const float cross = removable ? height : 0;
    const Rect area{flow.x(), flow.y(), flow.width() - cross, height};
    ImGui::PushID(index);
    ImGui::SetCursorScreenPos(top_left(area));
    const bool pressed =
        ImGui::InvisibleButton("field", ImVec2(area.width, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered();
    if (over) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    flow.list().AddRectFilled(top_left(area), bottom_right(area), theme.dark ? theme.bg : theme.surface, 8);
    flow.list().AddRect(top_left(area), bottom_right(area),
                        picking_ == index && picker_.is_open() ? theme.accent
                        : over                                 ? faded(theme.muted, 0.6F)
                                                               : theme.line,
                        8);
    const std::string& id = field(index);
    const float inset = context.scaled(12);
    const char* hint = index < 0 ? "The first proposer" : "Choose a model";
    context.pen.write_cut(flow.list(), {id.empty() ? Face::regular : Face::mono, context.scaled(13)},
                          ImVec2(area.x + inset, area.y), height, area.width - 2 * inset,
                          id.empty() ? theme.muted : theme.text, id.empty() ? hint : id);
    if (pressed) {
        picking_ = index;
        picker_.open(area);
        load_once(context, scene);
    }
    if (removable) {
        ImGui::SetCursorScreenPos(ImVec2(area.x + area.width, area.y));
        if (ImGui::InvisibleButton("remove", ImVec2(height, height), ImGuiButtonFlags_EnableNav))
            removed_ = index;
        const bool over_cross = ImGui::IsItemHovered();
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 6));
        if (over_cross) ImGui::SetTooltip("Remove this proposer");
        ImGui::PopStyleVar();
        const ImVec2 middle(area.x + area.width + height / 2, area.y + height / 2);
        const float arm = context.scaled(4);
        const ImU32 ink = over_cross ? theme.text : theme.muted;
        flow.list().AddLine(ImVec2(middle.x - arm, middle.y - arm), ImVec2(middle.x + arm, middle.y + arm),
                            ink, 1.5F);
        flow.list().AddLine(ImVec2(middle.x - arm, middle.y + arm), ImVec2(middle.x + arm, middle.y - arm),
                            ink, 1.5F);
    }
    flow.skip(height + context.scaled(2));
    draw_facts(flow, scene, index);
    flow.skip(context.scaled(6));
    ImGui::PopID();
}

void ModelForm::draw_check(Flow& flow, const Scene& scene) {
    const Context& context = flow.context();
    const bool checking = context.workspace.access().requests().checking();
    const float height = context.scaled(32);
    ImGui::SetCursorScreenPos(ImVec2(flow.x(), flow.y()));
    if (ImGui::Button(checking ? "Stop checking" : "Check models", ImVec2(context.scaled(132), height))) {
        if (checking) {
            context.workspace.access().stop_check();
        } else {
            const auto error = context.workspace.check_models(scene.setup, scene.key);
            refusal_ = error ? error->message : std::string();
        }
    }
    const std::string sentence = session::check_sentence(scene.lines, context.workspace.access().today());
    const float left = context.scaled(144);
    context.pen.write_cut(flow.list(), {Face::regular, context.scaled(12), true},
                          ImVec2(flow.x() + left, flow.y()), height, flow.width() - left, context.theme.soft,
                          sentence);
    flow.skip(height);
}

void ModelForm::draw(const Context& context, session::Setup asked, const std::string& key) {
    asked.proposers = proposers();
    asked.aggregator = aggregator_;
    const auto provider = session::provider_of(asked, mixture::known_providers());
    Scene scene{std::move(asked), key, provider ? provider.value() : mixture::Provider{}, {}};
    std::vector<session::ProbeTarget> targets;
    for (const std::string& id : scene.setup.proposers) {
        if (std::none_of(targets.begin(), targets.end(), [&](const auto& each) { return each.model == id; }))
            targets.push_back({scene.provider, id});
    }
    if (!aggregator_.empty() && std::none_of(targets.begin(), targets.end(),
                                             [&](const auto& each) { return each.model == aggregator_; }))
        targets.push_back({scene.provider, aggregator_});
    scene.lines = session::check_lines(context.workspace.access().book(), targets,
                                       &context.workspace.access().requests());

    Flow flow(context, ImGui::GetContentRegionAvail().x);
    draw_list_state(flow, scene);
    heading(flow, "Proposers");
    flow.text("With fewer than six, they repeat in turn.", {Face::regular, context.scaled(12)},
              context.scaled(18), context.theme.muted);
    flow.skip(context.scaled(4));
    for (std::size_t i = 0; i < proposers_.size(); ++i)
        draw_field(flow, scene, static_cast<int>(i));
    if (proposers_.size() < most_proposers &&
        flow.action_button("add", "Add a proposer", -context.scaled(8), context.scaled(26)))
        proposers_.emplace_back();
    flow.skip(context.scaled(32));
    heading(flow, "Aggregator");
    draw_field(flow, scene, aggregator_index);
    flow.skip(context.scaled(4));
    draw_check(flow, scene);
    flow.skip(context.scaled(4));
    flow.finish();
    if (removed_ >= 0) proposers_.erase(proposers_.begin() + std::exchange(removed_, -1));
    const std::string empty = !refusal_.empty() ? refusal_ : "No list. Type a model id and press Enter.";
    if (const auto chosen = picker_.draw(context, scene.provider, empty)) field(picking_) = *chosen;
}

}  // namespace moa::view
