#include "bench/view_scene.hpp"
#include "view/panels/window_controls.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace moa::bench {
namespace {

#ifdef __EMSCRIPTEN__
/// Wall time: WebAssembly is told of no other to the microsecond.
double processor_ms() {
    const std::chrono::duration<double, std::milli> now = std::chrono::steady_clock::now().time_since_epoch();
    return now.count();
}
#else
/// Milliseconds of this process's processor time.
double processor_ms() {
    return static_cast<double>(std::clock()) * 1000.0 / static_cast<double>(CLOCKS_PER_SEC);
}
#endif

mixture::Recipe recipe_of(SceneShape shape, const mixture::Agent& agent) {
    mixture::Recipe recipe;
    recipe.name = "bench";
    mixture::Layer layer;
    layer.agents = {agent};
    layer.agents[0].repeat = shape.agents;
    for (int i = 0; i < shape.layers; ++i)
        recipe.layers.push_back(layer);
    layer.agents[0].repeat = 1;
    recipe.layers.push_back(layer);
    return recipe;
}

}  // namespace

void HandNetwork::start(run::Call call, run::TransportEvents& events) {
    receiver_ = &events;
    ids_.push_back(call.id);
}

void HandNetwork::heads() {
    for (const run::CallId id : ids_)
        receiver_->on_head(id, {200, {{"content-type", "text/event-stream"}}});
}

void HandNetwork::text(const std::string& words) {
    event(R"({"choices":[{"index":0,"delta":{"content":")" + words + "\"}}]}");
}

void HandNetwork::finish() {
    event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
    event("[DONE]");
    std::vector<run::CallId> ending;
    ending.swap(ids_);
    for (const run::CallId id : ending)
        receiver_->on_end(id, {});
}

void HandNetwork::event(const std::string& json) {
    for (const run::CallId id : ids_)
        receiver_->on_bytes(id, "data: " + json + "\n\n");
}

Scene::Scene(SceneShape shape, std::size_t bytes) {
    view_.use(view::window_controls(workspace_, look_));
    session::Setup setup;
    setup.provider = "custom";
    setup.base_url = "http://127.0.0.1:1/v1";
    setup.proposers = {"model"};
    (void)workspace_.apply_setup(setup);
    (void)workspace_.use_recipe(
        recipe_of(shape, workspace_.configuration().recipe().layers.back().agents.front()));
    workspace_.conversation().set_draft("How long is the coast of Britain?");
    (void)workspace_.run();
    for (int layer = 0; layer < std::max(shape.layers, 1); ++layer) {
        if (layer > 0) network_.finish();
        network_.heads();
        write(bytes);
    }
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.DisplaySize = ImVec2(1440, 900);
}

void Scene::write(std::size_t bytes) {
    const std::string paragraph =
        "It depends on the **length of the ruler**; shorter rulers follow more bays.\\n\\n";
    for (std::size_t written = 0; written < bytes; written += paragraph.size() - 2)
        network_.text(paragraph);
}

double Scene::frame(const std::string& words) {
    clock_ += 16;
    network_.text(words);
    return draw();
}

double Scene::draw() {
    ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
    const double begin = processor_ms();
    ImGui::NewFrame();
    view_.draw(clock_);
    ImGui::Render();
    const double cost = processor_ms() - begin;
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
    return cost;
}

std::vector<double> Scene::frames(int count, const std::string& words) {
    for (int i = 0; i < 60; ++i)
        frame(words);
    std::vector<double> costs;
    costs.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        costs.push_back(frame(words));
    std::sort(costs.begin(), costs.end());
    return costs;
}

std::vector<double> Scene::frames_of(const std::string& answer) {
    // As JSON holds it, in events of a size that is taken.
    constexpr std::size_t at_once = 1 << 20;
    std::string words;
    for (std::size_t at = 0; at < answer.size(); ++at) {
        const bool ends =
            at + 1 == answer.size() || (static_cast<unsigned char>(answer[at + 1]) & 0xc0U) != 0x80U;
        words += answer[at] == '\n' ? std::string("\\n") : std::string(1, answer[at]);
        if ((words.size() < at_once && at + 1 < answer.size()) || !ends) continue;
        network_.text(words);
        words.clear();
    }
    workspace_.conversation().stop();
    std::vector<double> costs;
    do {
        clock_ += 16;
        costs.push_back(draw());
    } while (view_.next_frame(clock_) == clock_);
    std::sort(costs.begin(), costs.end());
    return costs;
}

int Scene::pass(Millis duration) {
    int drawn = 0;
    for (const Millis end = clock_ + duration; clock_ < end; clock_ += 16) {
        const Millis next = view_.next_frame(clock_);
        if (next == no_time || next > clock_) continue;
        draw();
        ++drawn;
    }
    return drawn;
}

}  // namespace moa::bench
