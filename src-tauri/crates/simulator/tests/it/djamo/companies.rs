//! Sub-companies.

use reqwest::Method;
use serde_json::{Value, json};

use super::{funded, get, post, request, transfer_body};
use crate::support::{keys_of, said, start};

const COMPANIES: &str = "/v1/sub-companies";

#[tokio::test]
async fn a_sub_company_is_made_listed_read_and_changed_and_never_deleted() {
    let world = start().await;
    let made = post(&world, COMPANIES, &json!({"name": "Boutique Yopougon"})).await;
    assert_eq!(made.status, 201);
    assert_eq!(
        keys_of(&made.body),
        [
            "createdAt",
            "id",
            "isActive",
            "logoUrl",
            "name",
            "updatedAt"
        ]
    );
    let id = made.body["id"].as_str().unwrap();
    assert!(id.starts_with("subco_"), "{id}");
    assert_eq!(
        (&made.body["isActive"], &made.body["logoUrl"]),
        (&json!(true), &Value::Null)
    );
    world.wind(60);
    let path = format!("{COMPANIES}/{id}");
    let change = json!({"isActive": false});
    let changed = said(request(&world, Method::PUT, &path).json(&change)).await;
    assert_eq!(
        (changed.status, &changed.body["name"]),
        (200, &made.body["name"])
    );
    assert_ne!(changed.body["updatedAt"], changed.body["createdAt"]);
    assert_eq!(get(&world, &path).await.body, changed.body);
    assert_eq!(
        get(&world, COMPANIES).await.body["data"],
        json!([changed.body])
    );
    assert_eq!(
        said(request(&world, Method::DELETE, &path)).await.status,
        404
    );
    assert_eq!(
        get(&world, "/v1/sub-companies/subco_unknown").await.status,
        404
    );
    for wrong in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "B", "logoUrl": "logo.png"}),
    ] {
        assert_eq!(post(&world, COMPANIES, &wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_transfer_is_made_in_the_name_of_an_active_sub_company() {
    let world = funded(100_000).await;
    let made = post(&world, COMPANIES, &json!({"name": "Boutique Yopougon"}))
        .await
        .body;
    let path = format!("{COMPANIES}/{}", made["id"].as_str().unwrap());
    let send = async |reference: &str, company: &Value| {
        let mut body = transfer_body(reference, "+2250700000001");
        body["subCompanyId"] = company.clone();
        post(&world, "/v1/transactions", &body).await
    };
    let sent = send("SAL-1", &made["id"]).await;
    assert_eq!(
        (sent.status, &sent.body["subCompanyId"]),
        (201, &made["id"])
    );
    assert_eq!(send("SAL-2", &json!("subco_unknown")).await.status, 404);
    said(request(&world, Method::PUT, &path).json(&json!({"isActive": false}))).await;
    assert_eq!(send("SAL-3", &made["id"]).await.status, 422);
}
